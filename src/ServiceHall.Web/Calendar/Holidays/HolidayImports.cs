using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Import;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar.Holidays;

/// <summary>Imports of notices in the records: what rests on one, and how it is taken back.</summary>
internal sealed class HolidayImports(TimeProvider clock) : IImportKind
{
    public const string Kind = "calendar.import";

    public string Code => Kind;

    public string Title => "导入放假安排";

    public Right Right => Right.EditCalendar;

    // As a decision that two have signed: Countersign.
    public TakingBack TakingBack { get; } = new(
        Right.WithdrawDecision, new Refusal("两人签字生效的放假安排只能由科长撤回。本次尝试已记录。"), Propose.FaultOf);

    public async Task<IReadOnlyList<Hindrance>> HindrancesTo(HallDb db, ImportRecord import,
        IReadOnlyList<ImportedFact> facts, CancellationToken cancel)
    {
        var hindrances = new List<Hindrance>();
        var rows = await Rows(db, facts, cancel);
        foreach (var fact in facts)
        {
            if (!rows.TryGetValue(fact.ThingId, out var row) || !FactValues.Agree(db.Entry(row), fact.After))
                hindrances.Add(new Hindrance(0, $"{fact.ThingId} 年的安排之后又导入过，请先撤回后一次"));
            // Whoever was off that day cannot have worked on it, and the other way round (考勤 一(二)).
            var (written, today) = (DateOnly.FromDateTime(clock.Civil(import.SignedAt ?? import.At)), clock.Today());
            foreach (var day in Changed(fact).Where(day => day > written && day <= today).Take(1))
                hindrances.Add(new Hindrance(0, $"{day:yyyy-MM-dd} 已按这份安排过去"));
        }

        return hindrances;
    }

    public async Task<Refusal?> TakeBack(Act act, ImportRecord import, IReadOnlyList<ImportedFact> facts,
        string reason, CancellationToken cancel)
    {
        var before = (await HallYear.Read(act.Db, cancel)).Rules;
        var rows = await Rows(act.Db, facts, cancel);
        foreach (var fact in facts)
        {
            if (fact.Before is { } values)
                FactValues.Restore(act.Db.Entry(rows[fact.ThingId]), values);
            else
                act.Db.Remove(rows[fact.ThingId]);
        }

        await act.Db.SaveChangesAsync(cancel);
        var after = (await HallYear.Read(act.Db, cancel)).Rules;
        var changed = facts.SelectMany(Changed).Distinct()
            .Where(day => before.IsWorkday(day) != after.IsWorkday(day)).Order().ToList();
        await Tell(act, import, facts, changed, reason, cancel);
        return await LaidNotice.NotePast(act, changed.FindAll(day => day <= act.Today), $"撤回导入的放假安排：{reason}", cancel);
    }

    // Everybody posted on days that are something else again, and the two who had signed.
    private static async Task Tell(Act act, ImportRecord import, IReadOnlyList<ImportedFact> facts,
        List<DateOnly> changed, string reason, CancellationToken cancel)
    {
        List<int> people = changed.Count == 0 ? []
            : await TellConcerned.Posted(act.Db, changed[0], changed[^1], null, cancel);
        people.Add(import.ImporterId);
        if (import.SignedById is { } signer)
            people.Add(signer);
        var years = string.Join('、', facts.Select(fact => fact.ThingId).Distinct().Order());
        var days = changed.Count == 0 ? ""
            : $"{changed[0]:M 月 d 日}至 {changed[^1]:M 月 d 日}之间有 {changed.Count} 天的上班或放假随之改变，";
        Message.Tell(
            act.Db, act.Now, people.Where(id => id != act.Rights.StaffId), MessageKind.Attendance,
            $"{years} 年的放假安排已撤回：{reason}。{days}请按日历上现在的安排打卡。", "");
    }

    private static Task<Dictionary<int,
        AnnouncedYear>> Rows(HallDb db, IReadOnlyList<ImportedFact> facts, CancellationToken cancel)
    {
        int[] years = [.. facts.Select(fact => fact.ThingId)];
        return db.Set<AnnouncedYear>().Where(row => years.Contains(row.Year))
            .ToDictionaryAsync(row => row.Year, cancel);
    }

    // The days of which the notices before and after do not say the same.
    private static IEnumerable<DateOnly> Changed(ImportedFact fact)
    {
        var (before, after) = (Days(fact.Before, fact.ThingId), Days(fact.After, fact.ThingId));
        return before.Keys.Union(after.Keys)
            .Where(day => before.GetValueOrDefault(day) != after.GetValueOrDefault(day)).Order();
    }

    private static Dictionary<DateOnly, OfficialDayKind> Days(string? values, int year) =>
        values is null ? [] : OfficialHolidays.Read(
            JsonNode.Parse(values)![nameof(AnnouncedYear.Content)]!.GetValue<string>(), "import").Year(year)!.Days
            .ToDictionary(day => day.Date, day => day.Kind);
}
