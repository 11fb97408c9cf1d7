using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;

namespace ServiceHall.Replay.Facts;

/// <content>Leave, exemptions and explanations.</content>
internal sealed partial class FactsReader
{
    private List<LeaveRequest> ReadLeave()
    {
        var requests = new List<(LeaveRequest Request, long Line)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Read("leave.csv", ["leave_id", "staff_id", "kind", "from", "to", "submitted_at", "decision"], ["override"], row =>
        {
            var (id, staff) = (NewId(row, "leave_id", seen), Staff(row));
            var span = Span(row);
            var kind = row.Text("kind");
            var known = _rulebooks.Select(rulebook => rulebook.On(span?.Start.Day ?? default).Leave.Kinds).ToList();
            if (!known.TrueForAll(kinds => kinds.ContainsKey(kind)))
            {
                var words = string.Join(_bad.Say.Of("、", ", "), known[0].Keys);
                row.Wrong("kind", $"不认识“{row.Shown("kind")}”；应是 {words} 之一。", $"'{row.Shown("kind")}' is unknown; it must be one of {words}.");
            }

            var (submitted, decision) = (row.Time("submitted_at"), row.Word("decision", FactWords.Decisions));
            var overridden = row.Flag("override");
            if (row.IsGood)
                requests.Add((new LeaveRequest(id!, new StaffId(staff!), kind, span!.Value, submitted!.Value, decision!.Value, overridden), row.Line));
        });
        NoteOverlaps(
            [.. requests.Where(pair => pair.Request.Decision != LeaveDecision.Refused)],
            request => request.Staff, request => (request.Time.Start.Number, request.Time.End.Number), "leave.csv",
            (one, other) => (
                $"与 {one.Staff} 的另一张假条 {other.Id} 时间重叠；未被拒绝的请假不能重叠。",
                $"overlaps request {other.Id} of {one.Staff}; requests that are not refused may not overlap."));
        return [.. requests.Select(pair => pair.Request)];
    }

    private List<Exemption> ReadExemptions()
    {
        var exemptions = new List<Exemption>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Read("exemptions.csv", ["exemption_id", "from", "to"], ["site_id", "staff_id"], row =>
        {
            var id = NewId(row, "exemption_id", seen);
            var span = Span(row);
            var site = row.IsBlank("site_id") ? null : Site(row);
            var staff = row.IsBlank("staff_id") ? null : Staff(row);
            if (row.IsGood)
            {
                exemptions.Add(new Exemption(
                    id!, span!.Value, site is null ? null : new SiteId(site), staff is null ? null : new StaffId(staff)));
            }
        });
        return exemptions;
    }

    private List<Explanation> ReadExplanations()
    {
        var explanations = new List<Explanation>();
        Read("explanations.csv", ["staff_id", "date", "session", "slot", "submitted_at"], ["accepted"], row =>
        {
            var (staff, date) = (Staff(row), row.Date("date"));
            var (part, slot) = (row.Word("session", FactWords.Parts), row.Word("slot", FactWords.Actions));
            var submitted = row.Time("submitted_at");
            var accepted = row.Flag("accepted");
            if (row.IsGood)
                explanations.Add(new Explanation(new SlotKey(new StaffId(staff!), date!.Value, part!.Value, slot!.Value), submitted!.Value, accepted));
        });
        return explanations;
    }
}
