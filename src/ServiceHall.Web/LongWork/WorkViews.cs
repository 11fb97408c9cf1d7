using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>A long work as pages show it.</summary>
/// <param name="Title">What its kind is called.</param>
/// <param name="Page">Where somebody starts it again; empty: this version has no such kind.</param>
/// <param name="FileName">What can be downloaded; null: nothing, or no longer.</param>
public sealed record WorkView(
    int Id, string Kind, string Title, string Page, int StarterId, string Starter, DateTimeOffset StartedAt, DateTimeOffset? BegunAt,
    DateTimeOffset? EndedAt, WorkState State, string Stage, int Done, int Total, bool IsStopping, string Result, bool IsRefused,
    string Fault, string? FileName)
{
    /// <summary>Whether somebody works at it, or will.</summary>
    public bool IsOpen => EndedAt is null;
}

/// <summary>Reads works for pages, always from the database: they may run on another server.</summary>
internal static class WorkViews
{
    /// <summary>There is no such work, or no longer.</summary>
    public static Refusal None { get; } = new("没有这项后台任务，或者它的记录已过保存期，或者它是别人发起的。", Kind: RefusalKind.NotFound);

    /// <summary>Reads works in one statement, without their files' bytes.</summary>
    public static async Task<List<WorkView>> Read(HallDb db, WorkKinds kinds, IQueryable<LongWork> works, CancellationToken cancel)
    {
        var rows = await works.AsNoTracking().Select(work => new
        {
            Work = work,
            Starter = work.Starter!.Name,
            File = db.Set<WorkFile>().Where(file => file.WorkId == work.Id && file.IsResult).Max(file => file.Name),
        }).ToListAsync(cancel);
        return rows.ConvertAll(row => new WorkView(
            row.Work.Id, row.Work.Kind, kinds.Title(row.Work.Kind), kinds.Find(row.Work.Kind)?.Page ?? "", row.Work.StarterId, row.Starter,
            row.Work.StartedAt, row.Work.BegunAt, row.Work.EndedAt, row.Work.State, row.Work.Stage, row.Work.Done, row.Work.Total,
            row.Work.StopAskedAt is not null, row.Work.Result, row.Work.IsRefused, row.Work.Fault, row.File));
    }
}
