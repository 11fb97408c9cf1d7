using CsvHelper;
using ServiceHall.Rules.Ranking;

namespace ServiceHall.Replay.Compare;

/// <summary>Writes all of a comparison as <c>compare.csv</c>.</summary>
internal static class ComparisonFile
{
    public const string Name = "compare.csv";

    public static void Write(IReadOnlyList<Change> changes, Language say, string path, bool forExcel)
    {
        using var file = CsvWriter.Create(File.Create(path), new CsvWriterOptions
        {
            NewLine = "\n",
            TrueValue = "true",
            FalseValue = "false",
            WriteByteOrderMark = forExcel,
        });
        file.WriteHeader(
            "quarter", "subject_kind", "subject_id", "score_before", "score_after", "gain", "rank_before", "rank_after",
            "reasons_before", "reasons_after", "candidate_before", "candidate_after", "verdict");
        foreach (var change in changes)
        {
            file.WriteField(change.Quarter.ToString());
            file.WriteField(change.Subject.KindCode);
            file.WriteField(change.Subject.Id);
            file.WriteField(change.Before.Score.Value.ToString());
            file.WriteField(change.After.Score.Value.ToString());
            file.WriteField(change.Gain.ToString());
            file.WriteField(change.Before.Rank);
            file.WriteField(change.After.Rank);
            file.WriteField(Reasons(change.Before));
            file.WriteField(Reasons(change.After));
            file.WriteField(change.Before.IsCandidate);
            file.WriteField(change.After.IsCandidate);
            file.WriteField(change.Verdict(say));
            file.EndRecord();
        }
    }

    private static string Reasons(Place place) => string.Join(';', place.Bars.Select(bar => bar.Code));
}
