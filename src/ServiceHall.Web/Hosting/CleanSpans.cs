using System.Diagnostics;
using OpenTelemetry;

namespace ServiceHall.Web.Hosting;

/// <summary>
/// Takes out of each span what is not on the list, before anything exports it: tags, what an exception says,
/// whatever a caller sent along. A span that cannot be cleaned is not exported at all.
/// </summary>
internal sealed class CleanSpans : BaseProcessor<Activity>
{
    private const string ExceptionType = "exception.type";
    private readonly ActivityListener _exceptions;

    /// <param name="sources">The sources that are listened to.</param>
    public CleanSpans(IReadOnlySet<string> sources)
    {
        // An event cannot be changed once it is there; the message of an exception is kept out when it is added.
        _exceptions = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            ExceptionRecorder = Record,
        };
        ActivitySource.AddActivityListener(_exceptions);
    }

    public override void OnEnd(Activity data)
    {
        foreach (var (name, value) in data.TagObjects.ToList())
        {
            if (!AllowedTags.OfSpans.Contains(name))
                data.SetTag(name, null);
            else if (name == AllowedTags.Sql)
                data.SetTag(name, SqlText.WithoutValues($"{value}"));
        }

        data.DisplayName = NameOf(data);
        // Without its description, which is a message.
        data.SetStatus(data.Status);
        // From outside: any browser can send one. Null would be that of the request which this is a part of.
        data.TraceStateString = "";
        if (data.Events.Any(IsTelling) || data.Links.Any(IsTelling))
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _exceptions.Dispose();
        base.Dispose(disposing);
    }

    private static void Record(Activity activity, Exception exception, ref TagList tags)
    {
        tags.Add(ExceptionType, exception.GetType().FullName);
        // Given, and so not filled in.
        tags.Add("exception.message", "");
        tags.Add("exception.stacktrace", "");
    }

    private static string NameOf(Activity span) => span.Source.Name switch
    {
        HallSources.Http => $"{span.GetTagItem("http.request.method")} {span.GetTagItem("http.route")}".Trim(),
        // The library names a circuit by its id, which whoever has it could use.
        HallSources.Circuits => "Circuit",
        _ => span.DisplayName,
    };

    private static bool IsTelling(ActivityEvent happened) =>
        happened.Tags.Any(tag => tag.Key != ExceptionType && tag.Value is not (null or ""));

    private static bool IsTelling(ActivityLink link) =>
        link.Tags?.Any() == true || !string.IsNullOrEmpty(link.Context.TraceState);
}
