using ServiceHall.Replay.Facts;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;

namespace ServiceHall.Replay;

/// <summary>Finds the cover of sessions among all counting leave and exemptions.</summary>
internal sealed class CoverBook(HallFacts facts)
{
    private readonly ILookup<StaffId, LeaveRequest> _leave = facts.Leave.Where(request => request.Counts).ToLookup(request => request.Staff);

    /// <summary>The cover of one day; the exemptions of a day are looked for once.</summary>
    public DayCovers On(DateOnly day)
    {
        var hours = new Interval(LocalMinute.StartOf(day), LocalMinute.At(day, TimeOnly.MaxValue));
        return new DayCovers(_leave, [.. facts.Exemptions.Where(exemption => exemption.Time.Overlaps(hours))]);
    }
}

/// <summary>The cover of one day.</summary>
internal sealed class DayCovers(ILookup<StaffId, LeaveRequest> leave, List<Exemption> exemptions)
{
    private readonly List<Cover> _found = [];

    /// <summary>The cover that shares a minute with a person's session; the list is good until the next call.</summary>
    public List<Cover> Of(Posting posting, SiteId? site, Session session)
    {
        _found.Clear();
        foreach (var request in leave[posting.Staff])
        {
            if (request.Time.Overlaps(session.Hours)) _found.Add(Cover.Of(request));
        }

        foreach (var exemption in exemptions)
        {
            if (exemption.Time.Overlaps(session.Hours) && exemption.HoldsFor(posting.Staff, site)) _found.Add(Cover.Of(exemption));
        }

        return _found;
    }
}
