namespace ServiceHall.Cli.Tests;

/// <summary>Every column of every file with a wrong value: the file, the line and the column are named, nothing is written.</summary>
public sealed class BadCells : IDisposable
{
    private const string TooLong = "a2345678901234567890123456789012345678901234567890123456789012345";

    private readonly BadInput _input = new();

    public void Dispose() => _input.Dispose();

    [Fact]
    public void The_hall_that_is_spoilt_here_is_good_before()
    {
        var run = _input.Replay();

        Assert.True(run.ExitCode == 0, run.StandardError);
        Assert.Equal(7, Directory.GetFiles(_input.Results).Length);
    }

    [Theory]
    [InlineData("calendar.csv", "date", "", "2026-02-30", "2026/07/11", "20260711", "2026-07-11T00:00:00")]
    [InlineData("calendar.csv", "kind", "", "weekend")]
    [InlineData("sites.csv", "site_id", "", TooLong, "S\t1")]
    [InlineData("sites.csv", "lat", "", "north", "90.0001", "-91", "NaN", "45\u00B0")]
    [InlineData("sites.csv", "lon", "", "east", "180.0001", "-181", "Infinity")]
    [InlineData("sites.csv", "radius_m", "", "0", "-1", "wide", "NaN", "Infinity")]
    [InlineData("windows.csv", "window_id", "", TooLong, "W\u00011")]
    [InlineData("windows.csv", "site_id", "S9", "s1")]
    [InlineData("staff.csv", "staff_id", "", TooLong, "wa\u007Fng")]
    [InlineData("staff.csv", "window_id", "", "W9")]
    [InlineData("staff.csv", "role", "", "boss")]
    [InlineData("staff.csv", "kind", "", "seasonal")]
    [InlineData("staff.csv", "from", "", "2026-1-1", "today")]
    [InlineData("staff.csv", "to", "2026-13-01", "today", "2025-12-31")]
    [InlineData("punches.csv", "staff_id", "", TooLong)]
    [InlineData("punches.csv", "at", "", "2026-07-06", "2026-07-06 08:20:00", "2026-07-06T25:00:00", "08:20")]
    [InlineData("punches.csv", "action", "", "arrive")]
    [InlineData("punches.csv", "lat", "north", "91", "NaN")]
    [InlineData("punches.csv", "lon", "east", "-180.5", "NaN")]
    [InlineData("punches.csv", "accuracy_m", "good", "NaN")]
    [InlineData("punches.csv", "proof", "photo")]
    public void Of_places_people_and_punches(string file, string column, params string[] values) => Spoil(file, column, values);

    [Theory]
    [InlineData("leave.csv", "leave_id", "", TooLong)]
    [InlineData("leave.csv", "staff_id", "", "nobody")]
    [InlineData("leave.csv", "kind", "", "holiday")]
    [InlineData("leave.csv", "from", "", "2026-07-07", "2026-07-07T08:30:10", "tomorrow")]
    [InlineData("leave.csv", "to", "", "2026-07-07T11:30:01", "2026-07-07T08:30:00", "2026-07-06T11:30:00")]
    [InlineData("leave.csv", "submitted_at", "", "2026-07-06", "soon")]
    [InlineData("leave.csv", "decision", "", "perhaps")]
    [InlineData("leave.csv", "override", "yes", "1")]
    [InlineData("exemptions.csv", "exemption_id", "", TooLong)]
    [InlineData("exemptions.csv", "from", "", "2026-07-08", "2026-07-08T14:00:30")]
    [InlineData("exemptions.csv", "to", "", "2026-07-08T17:30:59", "2026-07-08T14:00:00", "2026-07-08T13:00:00")]
    [InlineData("exemptions.csv", "site_id", "S9")]
    [InlineData("exemptions.csv", "staff_id", "nobody")]
    [InlineData("explanations.csv", "staff_id", "", "nobody")]
    [InlineData("explanations.csv", "date", "", "2026-07-06T18:00:00", "2026-06-31")]
    [InlineData("explanations.csv", "session", "", "noon")]
    [InlineData("explanations.csv", "slot", "", "both")]
    [InlineData("explanations.csv", "submitted_at", "", "2026-07-06")]
    [InlineData("explanations.csv", "accepted", "ok", "0")]
    public void Of_leave_exemptions_and_explanations(string file, string column, params string[] values) =>
        Spoil(file, column, values);

    [Theory]
    [InlineData("findings.csv", "finding_id", "", TooLong)]
    [InlineData("findings.csv", "found_at", "", "2026-07-06", "2026-07-06T09:60:00")]
    [InlineData("findings.csv", "inspection", "", "weekly")]
    [InlineData("findings.csv", "window_id", "", "W9")]
    [InlineData("findings.csv", "staff_id", "nobody")]
    [InlineData("findings.csv", "code", "", "K9.9", "J1", "K1.1a", "K1.1b")]
    [InlineData("findings.csv", "quantity", "0", "1001", "-1", "1.5", "two")]
    [InlineData("findings.csv", "severe", "very")]
    [InlineData("findings.csv", "verified", "yes")]
    [InlineData("credits.csv", "credit_id", "", TooLong)]
    [InlineData("credits.csv", "on", "", "2026-07-06T00:00:00", "2026-07-32")]
    [InlineData("credits.csv", "window_id", "", "W9")]
    [InlineData("credits.csv", "staff_id", "nobody")]
    [InlineData("credits.csv", "code", "", "J9", "K1.2a", "J8")]
    [InlineData("credits.csv", "level", "", "galactic", "hall")]
    [InlineData("credits.csv", "striking", "very")]
    [InlineData("credits.csv", "recognised", "yes")]
    public void Of_findings_and_credits(string file, string column, params string[] values) => Spoil(file, column, values);

    [Fact]
    public void A_level_has_to_be_one_that_the_item_takes()
    {
        _input.Add("credits.csv", "C2,2026-07-06,W1,wang,J6,national,false,true,", "C3,2026-07-06,W1,wang,J2,,false,true,",
            "C4,2026-07-06,W1,wang,J6,,false,true,");

        Assert.Equal(
            ["credits.csv:3: level", "credits.csv:4: level", "credits.csv:5: level"],
            _input.Refused().Where(IsAboutARow).Select(PlaceOf));
    }

    [Fact]
    public void Credit_for_bearing_a_wrong_needs_the_person()
    {
        _input.Add("credits.csv", "C2,2026-07-06,W1,,J4b,,false,true,");

        _input.RefusedWith("credits.csv:3: staff_id: ");
    }

    private void Spoil(string file, string column, string[] values)
    {
        foreach (var value in values)
        {
            // A blank `to` of a posting, and the like, are good; so each wrong value stands in a run of its own.
            _input.Lines(file, BadInput.Header(file), BadInput.RowWith(file, column, value));
            _input.RefusedWith($"{file}:2: {column}: ");
        }
    }

    private static bool IsAboutARow(string line) => line.Contains(".csv:", StringComparison.Ordinal);

    private static string PlaceOf(string line) => string.Join(':', line.Split(':')[..3]);
}
