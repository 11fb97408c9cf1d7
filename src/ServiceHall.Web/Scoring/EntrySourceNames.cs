using ServiceHall.Rules.Scoring;

namespace ServiceHall.Web.Scoring;

/// <summary>How the sources of entries are written on pages.</summary>
internal static class EntrySourceNames
{
    public static string Chinese(this EntrySource source) => source switch
    {
        EntrySource.Attendance => "考勤",
        EntrySource.Finding => "检查",
        EntrySource.Credit => "加分",
        EntrySource.Rule => "满勤",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "A source without a name."),
    };
}
