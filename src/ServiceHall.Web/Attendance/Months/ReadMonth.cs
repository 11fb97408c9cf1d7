using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.Quantities;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;
using Period = ServiceHall.Rules.Calendar.Period;
using Presence = ServiceHall.Rules.Attendance.Presence;
using Request = ServiceHall.Rules.Leave.LeaveRequest;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>
/// Reads a month in a handful of statements, however many people: what was closed as it is stored, today as it is judged
/// at this moment, leave as the rules measure it.
/// </summary>
internal sealed class ReadMonth(TimeProvider clock, HallGate gates, JudgeDays judge)
{
    /// <summary>Reads a month.</summary>
    /// <param name="sees">The windows that are in it.</param>
    /// <param name="staffId">Only this person; null: everybody.</param>
    public async Task<MonthGrid> Run(HallDb db, YearMonth month, Func<MonthWindow, bool> sees, int? staffId, CancellationToken cancel)
    {
        var gate = await gates.Current(db, cancel);
        var today = clock.Today();
        var until = month.Days.Last < today ? month.Days.Last : today;
        var letters = new MonthLetters(gate.Days.Timetable.Rulebook.On(month.Days.Last).Leave);
        var windows = (await db.Windows.AsNoTracking()
                .Select(window => new MonthWindow(window.Id, window.Code, window.Name, window.UnitId, window.Unit!.Name)).ToListAsync(cancel))
            .Where(sees).ToDictionary(window => window.Id);
        var days = new List<MonthDay>();
        foreach (var day in month.Days.Days)
            days.Add(new MonthDay(day, gate.Days.Timetable.On(day).Count > 0, gate.Days.Year.On(day).Name));

        var drafts = new Dictionary<(int StaffId, int WindowId), Draft>();
        foreach (var (id, number) in gate.Numbers.Where(person => staffId is null || person.Key == staffId))
        {
            foreach (var post in gate.Roster.PostingsOf(number))
            {
                var stay = new Period(post.From, post.LastDay).Within(month.Days);
                if (!stay.IsEmpty && windows.ContainsKey(gate.Windows[post.Window].Id))
                    DraftOf(id, gate.Windows[post.Window].Id).Stays.Add(stay);
            }
        }

        foreach (var result in await Results(db, month.Days, [.. windows.Keys], staffId, cancel))
            DraftOf(result.StaffId, result.WindowId).Add(result.Day, result.Part, letters.Of(result.Status, result.LeaveKind), result.KeepsFullMonth);
        if (month.Days.Holds(today))
            await AddToday(db, gate, today, staffId is { } one ? [one] : null, letters, drafts, cancel);

        var (start, end) = (clock.InstantOf(month.Days.First.ToDateTime(default)), clock.InstantOf(until.AddDays(1).ToDateTime(default)));
        var leave = start < end ? await LeaveFacts.Read(db, clock, start, end, staffId is { } only ? [only] : null, cancel) : Enumerable.Empty<Request>().ToLookup(_ => 0);
        var ids = drafts.Keys.Select(key => key.StaffId).Distinct().ToList();
        var names = await db.Staff.AsNoTracking().Where(staff => ids.Contains(staff.Id))
            .Select(staff => new { staff.Id, staff.Number, staff.Name }).ToDictionaryAsync(staff => staff.Id, cancel);
        var rows = drafts.Select(draft => draft.Value.Row(
            draft.Key.StaffId, names[draft.Key.StaffId].Number, names[draft.Key.StaffId].Name, windows[draft.Key.WindowId], days,
            draft.Value.LeaveDays(leave[draft.Key.StaffId], new Period(month.Days.First, until), gate.Days.Timetable, letters)));
        return new MonthGrid(
            month, days,
            [.. rows.GroupBy(row => row.Window.UnitId).OrderBy(unit => unit.Select(row => row.Window.Code).Min(HallOrder.Comparer), HallOrder.Comparer)
                .SelectMany(unit => unit.OrderBy(row => row.Window.Code, HallOrder.Comparer).ThenBy(row => row.Number, HallOrder.Comparer))],
            letters, until);

        Draft DraftOf(int id, int windowId)
        {
            ref var draft = ref CollectionsMarshal.GetValueRefOrAddDefault(drafts, (id, windowId), out _);
            return draft ??= new Draft(month);
        }
    }

    /// <summary>A stored result, as far as a month shows it.</summary>
    private sealed record Stored(int StaffId, int WindowId, DateOnly Day, DayPart Part, string Status, string? LeaveKind, bool KeepsFullMonth);

    private static async Task<List<Stored>> Results(HallDb db, Period days, List<int> windowIds, int? staffId, CancellationToken cancel) =>
        await db.Set<SessionResult>().AsNoTracking()
            .Where(result => result.Day >= days.First && result.Day <= days.Last && windowIds.Contains(result.WindowId))
            .Where(result => staffId == null || result.StaffId == staffId)
            .Select(result => new Stored(result.StaffId, result.WindowId, result.Day, result.Part, result.Status, result.LeaveKind, result.KeepsFullMonth))
            .ToListAsync(cancel);

    private async Task AddToday(
        HallDb db, GateInForce gate, DateOnly today, IReadOnlyCollection<int>? staffIds, MonthLetters letters,
        Dictionary<(int StaffId, int WindowId), Draft> drafts, CancellationToken cancel)
    {
        var now = LocalMinute.Of(clock.GetLocalNow().DateTime);
        var rules = gate.Days.Timetable.Rulebook.On(today).Leave;
        foreach (var session in await judge.Run(db, gate, today, staffIds, cancel))
        {
            if (!drafts.TryGetValue((session.StaffId, session.WindowId), out var draft))
                continue;
            var (result, part) = (session.Result, session.Result.Session.Part);
            var state = letters.Of(result.Status, result.Cover?.Leave?.Kind);
            if (draft.Has(today, part))
                continue;
            if (KeepResults.IsOver(result.Session, result.Rules, now))
                draft.Add(today, part, state, result.KeepsFullMonth(rules));
            else
                draft.Show(today, part, result.Required is null ? state : Certain(result));
        }
    }

    // A late sign-in stays one, whatever comes after it; everything else may still change.
    private static HalfDay Certain(Rules.Attendance.SessionResult result) =>
        result.LateMinutes == 0 ? HalfDay.Open : result.Presence == Presence.Absent ? HalfDay.Absent : HalfDay.Late;

    /// <summary>A row that is being put together.</summary>
    private sealed class Draft(YearMonth month)
    {
        private readonly HalfDay[] _halves = new HalfDay[2 * DateTime.DaysInMonth(month.Year, month.Month)];
        private int _judged;
        private bool _full = true;

        /// <summary>When the person was posted at the window.</summary>
        public List<Period> Stays { get; } = [];

        public bool Has(DateOnly day, DayPart part) => _halves[Place(day, part)] != HalfDay.None;

        /// <summary>A half day that is over.</summary>
        public void Add(DateOnly day, DayPart part, HalfDay state, bool keepsFull)
        {
            Show(day, part, state);
            (_judged, _full) = (_judged + 1, _full && keepsFull);
        }

        /// <summary>A half day that is not over, as far as it is certain; it makes no month full.</summary>
        public void Show(DateOnly day, DayPart part, HalfDay state) => _halves[Place(day, part)] = state;

        /// <summary>Days by the place of their kind, on the days on which the person was posted here.</summary>
        public IReadOnlyList<(byte Kind, decimal Days)> LeaveDays(IEnumerable<Request> requests, Period within, Timetable timetable, MonthLetters letters)
        {
            var sums = new Dictionary<string, Fraction>(StringComparer.Ordinal);
            foreach (var request in requests)
            {
                foreach (var (day, share) in LeaveMeasure.ByDay(request.Time, within, timetable).Where(share => Stays.Exists(stay => stay.Holds(share.Day))))
                    sums[request.Kind] = sums.GetValueOrDefault(request.Kind) + share;
            }

            return sums.Count == 0 ? [] :
                [.. Enumerable.Range(0, letters.Kinds.Count).Where(kind => sums.ContainsKey(letters.Kinds[kind].Code)).Select(kind => ((byte)kind, sums[letters.Kinds[kind].Code].Rounded()))];
        }

        public MonthRow Row(int staffId, string number, string name, MonthWindow window, IReadOnlyList<MonthDay> days, IReadOnlyList<(byte Kind, decimal Days)> leave)
        {
            foreach (var day in days.Where(day => !day.Works && Stays.Exists(stay => stay.Holds(day.Day))))
                _halves[Place(day.Day, DayPart.Morning)] = _halves[Place(day.Day, DayPart.Afternoon)] = HalfDay.Off;
            return new MonthRow(staffId, number, name, window, _halves, new MonthSums(
                _halves.Count(state => state is >= HalfDay.Present and <= HalfDay.LateAndNoOut),
                _halves.Count(state => state is HalfDay.Late or HalfDay.LateAndEarly or HalfDay.LateAndNoOut),
                _halves.Count(state => state is HalfDay.Early or HalfDay.NoOut or HalfDay.LateAndEarly or HalfDay.LateAndNoOut),
                _halves.Count(state => state == HalfDay.Absent), _halves.Count(state => state == HalfDay.Truant),
                leave, _judged > 0 && _full));
        }

        private static int Place(DateOnly day, DayPart part) => (2 * (day.Day - 1)) + (part == DayPart.Morning ? 0 : 1);
    }
}
