using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;

namespace ServiceHall.Rules.Attendance;

/// <summary>What a punch says (考勤 一(二)).</summary>
public enum PunchAction
{
    /// <summary>签到.</summary>
    In,

    /// <summary>签退.</summary>
    Out,
}

/// <summary>Where a phone says it is.</summary>
/// <param name="Latitude">Degrees, WGS-84.</param>
/// <param name="Longitude">Degrees, WGS-84.</param>
/// <param name="Accuracy">Metres; the larger, the less exact.</param>
public readonly record struct Position(double Latitude, double Longitude, decimal Accuracy);

/// <summary>A hall's fence (打卡范围): a circle about its centre.</summary>
/// <param name="Latitude">Degrees, WGS-84.</param>
/// <param name="Longitude">Degrees, WGS-84.</param>
/// <param name="Radius">Metres, above 0; a punch at this distance is inside.</param>
public sealed record Fence(double Latitude, double Longitude, decimal Radius)
{
    /// <summary>How far a position is from the centre, in metres to the centimetre.</summary>
    public decimal DistanceTo(Position position) =>
        Earth.Metres(Latitude, Longitude, position.Latitude, position.Longitude);
}

/// <summary>A punch (打卡), before anybody has judged it.</summary>
/// <param name="Staff">Who.</param>
/// <param name="At">When, in civil time; seconds are cut by the judgement.</param>
/// <param name="Action">Which action decides, with the time, which of the four slots is meant.</param>
/// <param name="Position">Where; null where any part of it is missing.</param>
/// <param name="ShowedCode">The hall's own code was shown and valid: it stands in for the position.</param>
public readonly record struct Punch(StaffId Staff, DateTime At, PunchAction Action, Position? Position, bool ShowedCode)
{
    /// <summary>The minute that counts.</summary>
    public LocalMinute Minute => LocalMinute.Of(At);
}

/// <summary>How actions are written.</summary>
public static class PunchActions
{
    /// <summary>Sign-in and sign-out, in order.</summary>
    public static IReadOnlyList<PunchAction> All { get; } = [PunchAction.In, PunchAction.Out];

    /// <summary><c>in</c> or <c>out</c>, as facts and results write it.</summary>
    public static string Code(this PunchAction action) => action == PunchAction.In ? "in" : "out";

    /// <summary>签到 or 签退.</summary>
    public static string Title(this PunchAction action) => action == PunchAction.In ? "签到" : "签退";
}
