using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.SetAside;

/// <summary>What jobs could not do, on the start page of section and administrator.</summary>
internal sealed class SetAsideFigures() : StartFigures(890, Right.SeeTimetable)
{
    protected override IReadOnlyList<Due> Dues(HallDb db) =>
        [new("项没有完成，已搁置", KeepSetAside.Page, db.Set<SetAsideItem>().Select(_ => 1))];
}
