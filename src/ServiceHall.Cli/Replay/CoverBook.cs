using ServiceHall.Cli.Facts;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;

namespace ServiceHall.Cli.Replay;

/// <summary>Finds the cover of a session among all counting leave and exemptions.</summary>
internal sealed class CoverBook(HallFacts facts)
{
    private readonly ILookup<StaffId, LeaveRequest> _leave = facts.Leave.Where(request => request.Counts).ToLookup(request => request.Staff);
    private readonly List<Cover> _found = [];
    private DateOnly _day;
    private List<Exemption> _exemptions = [];

    /// <summary>The cover that shares a minute with a person's session; the list is good until the next call.</summary>
    public List<Cover> Of(Posting posting, SiteId? site, Session session)
    {
        _found.Clear();
        foreach (var request in _leave[posting.Staff])
        {
            if (request.Time.Overlaps(session.Hours)) _found.Add(Cover.Of(request));
        }

        foreach (var exemption in On(session.Day))
        {
            if (exemption.Time.Overlaps(session.Hours) && exemption.HoldsFor(posting.Staff, site)) _found.Add(Cover.Of(exemption));
        }

        return _found;
    }

    /// <summary>Sessions are asked for day by day, so the exemptions of a day are looked for once.</summary>
    private List<Exemption> On(DateOnly day)
    {
        if (day == _day) return _exemptions;
        var hours = new Interval(LocalMinute.StartOf(day), LocalMinute.At(day, TimeOnly.MaxValue));
        _exemptions = [.. facts.Exemptions.Where(exemption => exemption.Time.Overlaps(hours))];
        _day = day;
        return _exemptions;
    }
}
