using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Integrity;

/// <summary>
/// The hashes that were told on earlier nights: a file beside the log files, which whoever owns the database does not
/// have, and the messages themselves. A chain that was made anew, or cut, fits neither.
/// </summary>
internal sealed partial class SealNotes(IConfiguration configuration)
{
    public const string FileName = "seals.txt";

    /// <summary>How the message of a night begins in which all fitted.</summary>
    public const string Told = "今日封存校验值";

    // A run of digits that is shorter is a number or a date.
    private const int Shortest = 12;

    private string? Path => configuration["Hall:Logs"] is { Length: > 0 } folder ? System.IO.Path.Combine(folder, FileName) : null;

    /// <summary>What has to be on the chains.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<IReadOnlyCollection<string>> Known(HallDb db, CancellationToken cancel)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (Path is { } path && File.Exists(path))
            known.UnionWith(Hashes(await File.ReadAllTextAsync(path, cancel)));
        var told = await db.Set<Message>().Where(message =>
                message.Kind == MessageKind.System && message.Address == IntegrityModule.Page && message.Text.StartsWith(Told))
            .Select(message => message.Text).Distinct().ToListAsync(cancel);
        known.UnionWith(told.SelectMany(Hashes));
        return known;
    }

    /// <summary>Adds what is told tonight.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task Add(IEnumerable<IntegritySeal> last, CancellationToken cancel)
    {
        if (Path is { } path)
            await File.AppendAllLinesAsync(path, last.Select(seal =>
                string.Create(CultureInfo.InvariantCulture, $"{seal.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} {seal.Chain} {seal.Number} {seal.Hash}")), cancel);
    }

    /// <summary>The hashes of a text that somebody copied or typed, spaces between their digits or not.</summary>
    public static Answer<List<string>> Read(string text)
    {
        var runs = text.Normalize(NormalizationForm.FormKC).Split('\n').Select(line => Spaces().Replace(line, ""))
            .SelectMany(line => Digits().Matches(line)).Select(run => run.Value.ToLowerInvariant()).Where(run => run.Length >= Shortest).ToList();
        if (runs.Find(run => run.Length != IntegrityTables.HashLength) is { } wrong)
            return new Refusal($"“{Cut.To(wrong, Shortest)}”有 {wrong.Length} 位，校验值应是 {IntegrityTables.HashLength} 位，请对照抄录重新输入。");
        return runs.Count == 0 ? new Refusal("没有找到校验值：每行输入一个，64 位，由数字和字母 a 到 f 组成。") : runs;
    }

    private static IEnumerable<string> Hashes(string text) => Hash().Matches(text).Select(hash => hash.Value);

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();

    [GeneratedRegex("[0-9a-fA-F]+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"[\s-]+")]
    private static partial Regex Spaces();
}
