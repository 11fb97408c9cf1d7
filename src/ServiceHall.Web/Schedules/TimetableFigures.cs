using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>Lines of the timetable that fail again and again, or are paused.</summary>
internal sealed class TimetableFigures() : StartFigures(900, Right.SeeTimetable)
{
    protected override IReadOnlyList<Due> Dues(HallDb db) =>
    [
        new("项定时任务没有完成", NoteRun.Page, db.Set<TimetableState>().Where(state => state.AlertedAt != null).Select(_ => 1)),
        new("项定时任务已暂停", NoteRun.Page, db.Set<TimetableState>().Where(state => state.PausedAt != null).Select(_ => 1)),
    ];
}
