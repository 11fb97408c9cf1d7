using System.Text;
using System.Text.RegularExpressions;

namespace ServiceHall.Cli.Tests;

/// <summary>Files that are missing, broken, cut off, or whose rows do not go together; and what must be let through.</summary>
public sealed class BadFiles : IDisposable
{
    private readonly BadInput _input = new();

    public void Dispose() => _input.Dispose();

    public static TheoryData<string> AllFiles => [.. BadInput.Files];

    /// <summary>Columns that no reading could do without.</summary>
    public static TheoryData<string, string> NeededColumns => new()
    {
        { "calendar.csv", "date" }, { "calendar.csv", "kind" }, { "sites.csv", "site_id" }, { "sites.csv", "lat" },
        { "sites.csv", "lon" }, { "sites.csv", "radius_m" }, { "windows.csv", "window_id" }, { "staff.csv", "staff_id" },
        { "staff.csv", "window_id" }, { "staff.csv", "from" }, { "punches.csv", "staff_id" }, { "punches.csv", "at" },
        { "punches.csv", "action" }, { "leave.csv", "leave_id" }, { "leave.csv", "staff_id" }, { "leave.csv", "from" },
        { "leave.csv", "to" }, { "leave.csv", "decision" }, { "exemptions.csv", "exemption_id" }, { "exemptions.csv", "from" },
        { "findings.csv", "finding_id" }, { "findings.csv", "found_at" }, { "findings.csv", "code" },
        { "credits.csv", "credit_id" }, { "credits.csv", "on" }, { "credits.csv", "code" }, { "explanations.csv", "staff_id" },
        { "explanations.csv", "date" }, { "explanations.csv", "session" }, { "explanations.csv", "slot" },
    };

    [Theory]
    [InlineData("windows.csv")]
    [InlineData("staff.csv")]
    public void Windows_and_staff_have_to_be_there(string file)
    {
        _input.Remove(file);

        _input.RefusedWith(file + ":");
    }

    [Fact]
    public void A_window_at_a_site_needs_the_file_of_sites()
    {
        _input.Remove("sites.csv");

        _input.RefusedWith("windows.csv:2: site_id: ");
    }

    [Theory]
    [MemberData(nameof(NeededColumns))]
    public void A_column_that_is_needed_has_to_be_there(string file, string column)
    {
        var columns = BadInput.Header(file).Split(',').ToList();
        _input.Lines(file, string.Join(',', columns.Select(name => name == column ? "other" : name)), BadInput.RowWith(file, column, "x"));

        _input.RefusedWith($"{file}:1: {column}: ");
    }

    [Theory]
    [MemberData(nameof(AllFiles))]
    public void A_column_cannot_stand_twice_in_the_header(string file)
    {
        var column = BadInput.Header(file).Split(',')[0];
        _input.Lines(file, BadInput.Header(file) + "," + column);

        _input.RefusedWith($"{file}:1: {column}: ");
    }

    [Theory]
    [MemberData(nameof(AllFiles))]
    public void A_row_that_is_cut_off_is_bad(string file)
    {
        var row = BadInput.Row(file);
        _input.Add(file, row[..row.LastIndexOf(',')]);

        _input.RefusedWith($"{file}:3: ");
    }

    [Theory]
    [MemberData(nameof(AllFiles))]
    public void A_quote_that_is_never_closed_is_bad(string file)
    {
        _input.Text(file, BadInput.Header(file) + "\n\"" + BadInput.Row(file));

        _input.RefusedWith($"{file}:");
    }

    [Theory]
    [MemberData(nameof(AllFiles))]
    public void Bytes_that_are_no_utf8_are_bad(string file)
    {
        _input.Bytes(file, [.. Encoding.UTF8.GetBytes(BadInput.Header(file) + "\n"), 0xCD, 0xF5, .. "\n"u8]);

        _input.RefusedWith($"{file}:2: ");
    }

    [Fact]
    public void A_line_longer_than_a_mebibyte_is_bad()
    {
        var stranger = new string('x', 1024 * 1024);
        _input.Lines("windows.csv", BadInput.Header("windows.csv") + ",note", "W1,税务,S1,short", "W2,税务,S1," + stranger);

        _input.RefusedWith("windows.csv:3: ");
    }

    [Theory]
    [InlineData("sites.csv", "site_id")]
    [InlineData("windows.csv", "window_id")]
    [InlineData("leave.csv", "leave_id")]
    [InlineData("exemptions.csv", "exemption_id")]
    [InlineData("findings.csv", "finding_id")]
    [InlineData("credits.csv", "credit_id")]
    [InlineData("calendar.csv", "date")]
    public void A_files_own_id_stands_once(string file, string column)
    {
        // The same row again, but in no other way wrong: a refused request may lie across another.
        _input.Add(file, file == "leave.csv" ? BadInput.RowWith(file, "decision", "refused") : BadInput.Row(file));

        _input.RefusedWith($"{file}:3: {column}: ");
    }

    [Theory]
    [InlineData("staff.csv", "wang,W1,leader,temporary,2026-12-31,")]
    [InlineData("staff.csv", "wang,W1,staff,regular,2025-01-01,2026-01-01")]
    [InlineData("staff.csv", "wang,W1,staff,regular,2025-01-01,")]
    [InlineData("leave.csv", "L2,wang,sick,2026-07-07T11:29:00,2026-07-07T12:00:00,2026-07-06T10:00:00,pending,")]
    [InlineData("leave.csv", "L2,wang,official,2026-07-06T08:30:00,2026-07-07T08:31:00,2026-07-06T10:00:00,approved,")]
    public void Postings_and_requests_of_one_person_do_not_overlap(string file, string row)
    {
        _input.Add(file, row);

        // The contract does not say which of the two rows is the bad one, nor in which of its ends.
        Assert.Contains(_input.Refused(), line => Regex.IsMatch(
            line, $"^{Regex.Escape(file)}:[23]: (staff_id|from|to): .{{4,}}", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("staff.csv", "wang,W1,staff,regular,2027-01-01,")]
    [InlineData("leave.csv", "L2,wang,sick,2026-07-07T11:30:00,2026-07-07T12:00:00,2026-07-06T10:00:00,pending,")]
    [InlineData("leave.csv", "L2,wang,sick,2026-07-07T08:30:00,2026-07-07T12:00:00,2026-07-06T10:00:00,refused,")]
    [InlineData("punches.csv", "nobody,2026-07-06T08:20:00,in,,,,")]
    [InlineData("punches.csv", "wang,2026-07-06T08:20:00,in,45.6,122.8,20,position")]
    [InlineData("findings.csv", "F2,2026-07-06T09:00:00,daily,W1,,K1.2a,1000,,")]
    [InlineData("sites.csv", "S2,-90,-180,0.01")]
    [InlineData("explanations.csv", "wang,2026-07-06,am,in,2026-07-06T18:00:00,true")]
    public void What_only_looks_odd_is_let_through(string file, string row)
    {
        _input.Add(file, row);

        var run = _input.Replay();

        Assert.True(run.ExitCode == 0, run.StandardError);
    }

    [Fact]
    public void All_bad_rows_of_all_files_are_told_at_once()
    {
        _input.Add("calendar.csv", "2026-07-12,weekend");
        _input.Add("leave.csv", "L2,nobody,personal,x,2026-07-08T11:30:00,2026-07-06T10:00:00,approved,");
        _input.Add("credits.csv", "C2,2026-07-06,W9,,J3,,,,");

        var lines = _input.Refused();

        foreach (var place in new[] { "calendar.csv:3: kind: ", "leave.csv:3: ", "credits.csv:3: window_id: " })
            Assert.Contains(lines, line => line.StartsWith(place, StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_fifty_bad_rows_are_told_and_then_a_count()
    {
        _input.Add("punches.csv", [.. Enumerable.Repeat("wang,yesterday,in,,,,", 173)]);

        var lines = _input.Refused();

        var told = lines.Where(line => line.StartsWith("punches.csv:", StringComparison.Ordinal)).ToList();
        Assert.Equal(50, told.Count);
        Assert.StartsWith("punches.csv:3: at: ", told[0], StringComparison.Ordinal);
        Assert.StartsWith("punches.csv:52: at: ", told[^1], StringComparison.Ordinal);
        Assert.Contains(lines.Except(told), line => line.Contains("173", StringComparison.Ordinal) || line.Contains("123", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_column_is_warned_of_once_and_otherwise_ignored()
    {
        _input.Lines("windows.csv", BadInput.Header("windows.csv") + ",remarks", "W1,税务,S1,a", "W2,税务,S1,b");

        var run = _input.Replay();

        Assert.True(run.ExitCode == 0, run.StandardError);
        Assert.Single(run.ErrorLines, line => line.Contains("remarks", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_with_something_in_it_is_not_written_over()
    {
        Directory.CreateDirectory(_input.Results);
        var mine = Path.Combine(_input.Results, "mine.txt");
        File.WriteAllText(mine, "kept");

        var run = _input.Replay();

        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal([mine], Directory.GetFileSystemEntries(_input.Results));
        Assert.Equal("kept", File.ReadAllText(mine));
    }

    [Fact]
    public void An_empty_folder_may_be_there()
    {
        Directory.CreateDirectory(_input.Results);

        Assert.Equal(0, _input.Replay().ExitCode);
        Assert.Equal(7, Directory.GetFiles(_input.Results).Length);
    }
}
