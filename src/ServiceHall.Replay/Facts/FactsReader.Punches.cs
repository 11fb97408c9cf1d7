using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.People;

namespace ServiceHall.Replay.Facts;

/// <content>Punches: handed on one by one, never held.</content>
internal sealed partial class FactsReader
{
    /// <summary>Reads all punches. Somebody unknown is no fault here: the rules refuse the punch.</summary>
    /// <param name="take">Gets each good punch.</param>
    /// <param name="progress">Gets the share read, from time to time.</param>
    public void ReadPunches(Action<Punch> take, Action<double> progress)
    {
        var known = _staff.GetAlternateLookup<ReadOnlySpan<char>>();
        var file = new FactFile(
            "punches.csv", ["staff_id", "at", "action"], ["lat", "lon", "accuracy_m", "proof"], _bad) { Progress = progress };
        file.Read(_folder, mustExist: false, _warnings, row =>
        {
            var staff = StaffOf(row, known);
            var (at, action) = (row.Time("at"), row.Word("action", FactWords.Actions));
            var position = PositionOf(row);
            var code = !row.IsBlank("proof") && (row.Word("proof", FactWords.Proofs) ?? false);
            if (at is { } time) Saw(DateOnly.FromDateTime(time));
            if (row.IsGood) take(new Punch(new StaffId(staff!), at!.Value, action!.Value, position, code));
        });
    }

    /// <summary>The id; for somebody known the string that is already there.</summary>
    private static string? StaffOf(FactRow row, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> known)
    {
        Span<char> text = stackalloc char[128];
        return System.Text.Encoding.UTF8.TryGetChars(row.Bytes("staff_id"), text, out var length)
            && known.TryGetValue(text[..length], out var same)
                ? same
                : row.Id("staff_id");
    }

    private static Position? PositionOf(FactRow row)
    {
        double? latitude = row.IsBlank("lat") ? null : row.Degrees("lat", Earth.IsLatitude);
        double? longitude = row.IsBlank("lon") ? null : row.Degrees("lon", Earth.IsLongitude);
        decimal? accuracy = row.IsBlank("accuracy_m") ? null : row.Number("accuracy_m");
        if (accuracy < 0)
            row.Wrong("accuracy_m", $"“{row.Shown("accuracy_m")}”不对；精度不能小于 0 米。", $"'{row.Shown("accuracy_m")}' will not do; an accuracy is not below 0 metres.");
        return latitude is { } north && longitude is { } east && accuracy is { } metres ? new Position(north, east, metres) : null;
    }
}
