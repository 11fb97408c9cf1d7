using System.Diagnostics;

namespace ServiceHall.Web.Hosting;

/// <summary>The hall's own spans: what no request begins.</summary>
internal static class HallTracing
{
    public const string SourceName = "ServiceHall";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// Begins the span of a job, to be disposed when it has run; the statements that it sends hang under it. It is there also
    /// where nobody listens: what the job does is told to it.
    /// </summary>
    public static Activity StartJob(string job) =>
        (Source.StartActivity("job " + job) ?? new Activity("job " + job).Start()).SetTag(AllowedTags.Job, job);

    /// <summary>Says how a job ended.</summary>
    /// <param name="result">A word such as <c>done</c> or <c>failed</c>; never a message.</param>
    public static void EndJob(this Activity span, string result, bool failed) =>
        span.SetTag(AllowedTags.JobResult, result)
            .SetStatus(failed ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
}
