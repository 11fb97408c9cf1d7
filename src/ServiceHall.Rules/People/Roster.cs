using System.Collections.Frozen;

namespace ServiceHall.Rules.People;

/// <summary>Who is posted where and when. Postings of one person do not overlap.</summary>
public sealed class Roster
{
    private readonly FrozenDictionary<StaffId, Posting[]> _postings;
    private readonly FrozenDictionary<WindowId, Window> _windows;

    /// <summary>A roster of all postings and windows.</summary>
    /// <param name="windows">Every window that a posting or a fact names.</param>
    /// <param name="postings">Every posting, in any order.</param>
    /// <exception cref="ArgumentException">Two postings of one person overlap.</exception>
    public Roster(IEnumerable<Window> windows, IEnumerable<Posting> postings)
    {
        _windows = windows.ToFrozenDictionary(window => window.Id);
        _postings = postings.GroupBy(posting => posting.Staff)
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(posting => posting.From).ToArray());
        Staff = [.. _postings.Keys.Order()];
        foreach (var person in _postings.Values)
        {
            for (var i = 1; i < person.Length; i++)
            {
                if (person[i].From <= person[i - 1].LastDay)
                    throw new ArgumentException($"Postings of {person[i].Staff} overlap on {person[i].From:O}.", nameof(postings));
            }
        }
    }

    /// <summary>Everybody who has a posting, ordered by staff number.</summary>
    public IReadOnlyList<StaffId> Staff { get; }

    /// <summary>All postings of a person by their first day; none for somebody unknown.</summary>
    public ReadOnlySpan<Posting> PostingsOf(StaffId staff) =>
        _postings.TryGetValue(staff, out var postings) ? postings : default;

    /// <summary>The posting of a person on a day, or null.</summary>
    public Posting? On(StaffId staff, DateOnly day)
    {
        foreach (var posting in PostingsOf(staff))
        {
            if (posting.Holds(day)) return posting;
        }

        return null;
    }

    /// <summary>
    /// The role that decides who signs leave: that of the posting on the day, else of the next one, else
    /// <see cref="PostRole.Staff"/> (请假 (二)).
    /// </summary>
    public PostRole RoleFor(StaffId staff, DateOnly day)
    {
        foreach (var posting in PostingsOf(staff))
        {
            if (posting.LastDay >= day) return posting.Role;
        }

        return PostRole.Staff;
    }

    /// <summary>The window with the id, or null.</summary>
    public Window? Find(WindowId window) => _windows.GetValueOrDefault(window);

    /// <summary>The hall in which a window stands; null where its people's position is not checked.</summary>
    public SiteId? SiteOf(WindowId window) => Find(window)?.Site;
}
