using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;
using ServiceHall.Web.Hosting;

namespace ServiceHall.Web.Tests.Hosting;

public sealed class CleanSpansTests : IDisposable
{
    // Of this test alone: other tests of the same process have spans of the true sources.
    private readonly ActivitySource _source = new($"Hosting.Tests.{Guid.NewGuid():N}");
    private readonly List<Activity> _exported = [];
    private readonly TracerProvider _traces;

    public CleanSpansTests() => _traces = Sdk.CreateTracerProviderBuilder().AddSource(_source.Name)
        .AddProcessor(new CleanSpans(new HashSet<string> { _source.Name }))
        .AddProcessor(new SimpleActivityExportProcessor(new Kept(_exported))).Build();

    [Fact]
    public void Only_tags_of_the_list_are_left()
    {
        using (var span = _source.StartActivity("one")!)
        {
            foreach (var name in new[] { "url.path", "url.query", "url.full", "client.address", "user_agent.original",
                "enduser.id", "somebody.elses" })
                span.SetTag(name, "GH-20417");
            span.SetTag("http.route", "/desk/people/{Id:int}").SetBaggage("who", "GH-20417");
            span.TraceStateString = "who=GH-20417";
        }

        var kept = Assert.Single(_exported);
        Assert.Equal(["http.route"], kept.TagObjects.Select(tag => tag.Key));
        Assert.Equal("", kept.TraceStateString);
    }

    [Fact]
    public void An_exception_is_named_by_its_type_and_says_nothing()
    {
        using (var span = _source.StartActivity("one")!)
        {
            span.AddException(new InvalidOperationException("Key (number)=(GH-20417) already exists."));
            span.SetStatus(ActivityStatusCode.Error, "Key (number)=(GH-20417) already exists.");
        }

        var kept = Assert.Single(_exported);
        Assert.Equal(ActivityStatusCode.Error, kept.Status);
        Assert.Null(kept.StatusDescription);
        Assert.Equal(["System.InvalidOperationException"], kept.Events.SelectMany(happened => happened.Tags)
            .Select(tag => tag.Value).Where(value => value is not ""));
    }

    [Fact]
    public void A_span_that_cannot_be_cleaned_is_not_exported()
    {
        using (var span = _source.StartActivity("one")!)
            span.AddEvent(new ActivityEvent("found", tags: new ActivityTagsCollection { ["number"] = "GH-20417" }));

        Assert.Empty(_exported);
    }

    [Theory]
    [InlineData("SELECT 1 FROM staff WHERE number = 'GH-20417' AND id = $1",
        "SELECT ? FROM staff WHERE number = ? AND id = $1")]
    [InlineData("SELECT s0.id FROM t1 AS s0 WHERE x = @p0 LIMIT 20",
        "SELECT s0.id FROM t1 AS s0 WHERE x = @p0 LIMIT ?")]
    [InlineData("UPDATE p SET lat = 45.6200317, name = 'O''Neil'", "UPDATE p SET lat = ?, name = ?")]
    [InlineData("DO $x$ BEGIN PERFORM 'GH-20417'; END $x$", "DO ?")]
    [InlineData("SELECT 1 -- GH-20417\n FROM \"2026\" /* GH-20417 */", "SELECT ? ?\n FROM \"2026\" ?")]
    [InlineData("SELECT 'cut in the mid", "SELECT ?")]
    public void A_statement_is_exported_without_values(string sql, string expected)
    {
        using (var span = _source.StartActivity("one")!)
            span.SetTag("db.query.text", sql);

        Assert.Equal(expected, Assert.Single(_exported).GetTagItem("db.query.text"));
    }

    public void Dispose()
    {
        _traces.Dispose();
        _source.Dispose();
    }

    private sealed class Kept(List<Activity> exported) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
                exported.Add(span);
            return ExportResult.Success;
        }
    }
}
