using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>Imports the official notice of a further year from a file. It counts once somebody else has signed it.</summary>
internal sealed class ImportHolidays(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>The file's name, for messages, and its content.</summary>
    internal sealed record Request(string FileName, string Text, string Reason);

    /// <summary>Reads the file and notes the years that it holds.</summary>
    /// <returns>The ids, by year, for <see cref="SignDeclaration"/>.</returns>
    public async Task<Answer<IReadOnlyDictionary<int, int>>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.import-holidays", Right.EditCalendar, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (DeclarationText.Fault(request.Reason) is { } fault)
            return fault;
        if (request.Text.Length > CalendarTables.NoticeLength || request.Text.Contains('\0', StringComparison.Ordinal))
            return new Refusal($"文件不是放假安排，或超过 {CalendarTables.NoticeLength} 个字符。请使用 holiday-cn 格式的单年文件。");
        OfficialHolidays holidays;
        try
        {
            holidays = OfficialHolidays.Read(request.Text, request.FileName);
        }
        catch (FormatException wrong)
        {
            return new Refusal(wrong.Message);
        }

        if (holidays.Years.Count == 0)
            return new Refusal($"{request.FileName} 里没有任何一天。请使用 holiday-cn 格式的文件：days 下每天有 name、date、isOffDay。");

        var notices = holidays.Years.Select(year => new HolidayNotice
        {
            Year = year,
            Text = request.Text,
            Reason = request.Reason.Trim(),
            DeclaredById = actor.StaffId,
            DeclaredAt = act.Now,
        }).ToList();
        act.Db.AddRange(notices);
        foreach (var notice in notices)
            act.Record(notice.Title, notice.Reason);
        await act.Commit(cancel);
        return notices.ToDictionary(notice => notice.Year, notice => notice.Id);
    }
}
