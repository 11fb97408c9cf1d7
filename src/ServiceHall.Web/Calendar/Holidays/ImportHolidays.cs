using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Import;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar.Holidays;

/// <summary>
/// Imports the official notice of a further year, in the holiday-cn form: previewed, proposed by one, written when
/// another has
/// signed (<see cref="SignHolidays"/>). A corrected file takes the place of the one before.
/// </summary>
internal sealed class ImportHolidays(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int GreatestSize = 64 * 1024;

    /// <summary>What the file would do. Nothing is written.</summary>
    public async Task<Answer<HolidayPlan>> Preview(Actor actor, UploadedFile file, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.preview-import", Right.EditCalendar,
            cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var laid = await LaidNotice.Of(act, file.Name, file.Bytes, act.Rights.StaffId, cancel);
        return laid.Refusal is { } no ? no : laid.Value.Plan;
    }

    /// <summary>Hands what was previewed to a second person. Until that one signs, the days are as before.</summary>
    /// <param name="fingerprint">That of the plan which was shown.</param>
    /// <param name="ticks">The dangers that were ticked: all of the plan's.</param>
    /// <returns>The import's id.</returns>
    public async Task<Answer<int>> Run(Actor actor, UploadedFile file, string fingerprint,
        IReadOnlySet<string> ticks, CancellationToken cancel)
    {
        HolidayPlan plan;
        await using (var trial = await Act.Begin(factory, clock, actor, "calendar.import", Right.EditCalendar, cancel))
        {
            if (trial.Refusal is { } refusal)
                return refusal;
            var laid = await LaidNotice.Of(trial, file.Name, file.Bytes, trial.Rights.StaffId, cancel);
            if (laid.Refusal is { } no)
                return no;
            plan = laid.Value.Plan;
        }

        if (plan.Fingerprint() != fingerprint)
            return SignHolidays.ChangedSince;
        if (plan.Dangers.FirstOrDefault(danger => !ticks.Contains(danger.Key)) is { } missing)
            return new Refusal($"还有没有确认的：{missing.Text}。请核对国务院办公厅的通知；确实如此的，逐项勾选后再提交。");
        await using var act = await Act.Begin(factory, clock, actor, "calendar.import", Right.EditCalendar, cancel);
        if (act.Refusal is { } gone)
            return gone;
        var source = new ImportSource(file);
        var record = WriteImport.Record(act, HolidayImports.Kind, source, plan.Words, ImportState.Waiting);
        (record.Changed, record.Unchanged, record.Ticked) = (plan.Changes.Count,
            Math.Max(0, plan.Named - plan.Changes.Count), plan.Dangers.Count);
        await WriteImport.Save(act.Db, record, source, new Dictionary<object, (int, string)>(), cancel);
        act.Record($"year {plan.Year}", $"{file.Name}：{plan.Words}，待第二人签字");
        await act.Commit(cancel);
        return record.Id;
    }
}
