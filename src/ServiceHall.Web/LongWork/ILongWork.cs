using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>A kind of long work. Each chapter registers its own.</summary>
internal interface ILongWork
{
    /// <summary>What stored works know it by, such as <c>people.import</c>.</summary>
    string Code { get; }

    /// <summary>What people call it.</summary>
    string Title { get; }

    /// <summary>What one needs to start it.</summary>
    Right Right { get; }

    /// <summary>Where somebody starts it again.</summary>
    string Page { get; }

    /// <summary>Why such a work is not begun; null: it is. Asked when it is started, in that transaction.</summary>
    Task<Refusal?> RefusalFor(Act act, JsonElement parameters, UploadedFile? input, CancellationToken cancel);

    /// <summary>
    /// Does it, or what is left of it: a killed server's work is run again. What it writes is written with
    /// <see cref="WorkContext.End"/> or <see cref="WorkContext.Reach"/> in one transaction.
    /// </summary>
    /// <param name="stop">Somebody stopped it, or the server stops.</param>
    /// <returns>What came of it; where it was written with <see cref="WorkContext.End"/>, the same.</returns>
    Task<WorkEnd> Run(WorkContext work, JsonElement parameters, CancellationToken stop);

    /// <summary>What is told of a work that was stopped, in a sentence.</summary>
    string Stopped(LongWork work) => "已停止，没有写入任何内容。";
}

/// <summary>How a work came to its end.</summary>
/// <param name="Sentence">What came of it.</param>
/// <param name="IsRefused">Whether the regulation or the data said no.</param>
/// <param name="File">What can be downloaded; null: nothing.</param>
internal sealed record WorkEnd(string Sentence, bool IsRefused = false, UploadedFile? File = null)
{
    /// <summary>The regulation's no is a result like another.</summary>
    public static WorkEnd No(Refusal refusal) =>
        new(refusal.Clause is { } clause ? $"{refusal.Text}（{clause}）" : refusal.Text, IsRefused: true);
}

/// <summary>A kind whose parameters are of one type.</summary>
/// <typeparam name="T">What it needs to know; required members that are missing, or others, are refused.</typeparam>
internal abstract class WorkKind<T>(string code, string title, Right right, string page) : ILongWork
{
    public string Code => code;

    public string Title => title;

    public Right Right => right;

    public string Page => page;

    public Task<Refusal?> RefusalFor(Act act, JsonElement parameters, UploadedFile? input, CancellationToken cancel) =>
        RefusalFor(act, Read(parameters), input, cancel);

    public Task<WorkEnd> Run(WorkContext work, JsonElement parameters, CancellationToken stop) => Run(work, Read(parameters), stop);

    public virtual string Stopped(LongWork work) => "已停止，没有写入任何内容。";

    protected abstract Task<Refusal?> RefusalFor(Act act, T parameters, UploadedFile? input, CancellationToken cancel);

    protected abstract Task<WorkEnd> Run(WorkContext work, T parameters, CancellationToken stop);

    private static T Read(JsonElement parameters) => parameters.Deserialize<T>(WorkJson.Options)
        ?? throw new JsonException($"A work without the parameters of {typeof(T).Name}.");
}

/// <summary>How works keep what they need to know.</summary>
internal static class WorkJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new KeptStrings() },
    };

    // PostgreSQL's JSON holds no NUL and no half of a character. They go before anything is escaped: the six characters
    // \u0000 that somebody wrote are a text like another.
    private sealed class KeptStrings : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(StatementTexts.Taken(value));

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString()!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(StatementTexts.Taken(value));
    }
}
