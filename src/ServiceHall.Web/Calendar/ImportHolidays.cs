using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>Imports the official notice of a further year, in the holiday-cn form. A corrected file takes the place of the one before.</summary>
internal sealed class ImportHolidays(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int GreatestSize = 64 * 1024;

    /// <summary>What was imported.</summary>
    /// <param name="TooLate">Days that would have become workdays when they had come already: they stay off.</param>
    internal sealed record Imported(int Year, IReadOnlyList<DateOnly> TooLate);

    public async Task<Answer<Imported>> Run(Actor actor, string fileName, string content, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.import", Right.EditCalendar, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (content.Length > GreatestSize || content.Contains('\0', StringComparison.Ordinal))
            return new Refusal("文件过大或不是文本，已拒绝。应为 holiday-cn 格式的 JSON，一年一个文件。");
        OfficialHolidays notices;
        try
        {
            notices = OfficialHolidays.Read(content, fileName);
        }
        catch (FormatException fault)
        {
            return new Refusal(fault.Message);
        }

        if (notices.Years.Count != 1)
            return new Refusal("一次导入一年，文件里应只有一年的安排。");
        var year = notices.Years.Single();
        if (AcceptedDays.FaultOf("年份", new DateOnly(Math.Clamp(year, 1, 9999), 1, 1)) is { } absurd)
            return absurd;
        if (OfficialHolidays.BuiltIn.IsAnnounced(year))
            return new Refusal($"{year} 年的安排已内置，不需要导入。个别日期的变动请用“单日调整”。");
        var before = (await HallYear.Read(act.Db, cancel)).Rules;
        var known = await act.Db.Set<AnnouncedYear>().FindAsync([year], cancel);
        if (known is null)
            act.Db.Add(known = new AnnouncedYear { Year = year, Content = content, ImportedById = act.Rights.StaffId, ImportedAt = act.Now });
        else
            (known.Content, known.TooLate, known.ImportedById, known.ImportedAt) = (content, [], act.Rights.StaffId, act.Now);
        await act.Db.SaveChangesAsync(cancel);
        var announced = (await HallYear.Read(act.Db, cancel)).Rules;
        // Nobody could punch on them (考勤 一(二)).
        known.TooLate =
        [
            .. Enumerable.Range(0, 366).Select(new DateOnly(year, 1, 1).AddDays)
                .Where(day => day.Year == year && DayDecision.ComesTooLateFor(day, act.Today) && !before.IsWorkday(day) && announced.IsWorkday(day)),
        ];
        await act.Db.SaveChangesAsync(cancel);
        // The year may have begun: its first days were closed as ordinary ones.
        var after = (await HallYear.Read(act.Db, cancel)).Rules;
        var changed = new Rules.Calendar.Period(new DateOnly(year, 1, 1), act.Today).Days.Where(day => day.Year == year && before.IsWorkday(day) != after.IsWorkday(day)).ToList();
        foreach (var day in changed)
        {
            if (await MonthClosing.RefusalFor(act.Db, day, day, cancel) is { } closed)
                return closed;
            act.Db.Add(new StaleDay { First = day, Last = day, Cause = $"导入 {year} 年放假安排", AuthorId = actor.IsHall ? null : act.Rights.StaffId, At = act.Now });
        }

        act.Record($"year {year}", $"{fileName}：{notices.Year(year)!.Days.Count} 天，公布时已过、不计考勤 {known.TooLate.Length} 天");
        await act.Commit(cancel);
        return new Imported(year, known.TooLate);
    }
}
