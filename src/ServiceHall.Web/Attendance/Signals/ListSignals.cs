using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance.Signals;

/// <summary>The section sees the signals, newest first, and marks what it has looked at.</summary>
internal sealed class ListSignals(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int PageSize = 30;

    /// <summary>One page; the text is looked for in staff number and name.</summary>
    internal sealed record Request(string Text, SignalKind? Kind, bool All, int Page);

    /// <summary>A signal, and who looked at it; null: nobody yet.</summary>
    internal sealed record Row(Signal Signal, SignalLook? Look);

    internal sealed record Found(IReadOnlyList<Row> Rows, int Total, int Page);

    public async Task<Answer<Found>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "punch.signals", Right.WatchPunches, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var pattern = Like.Containing(request.Text);
        var signals =
            from signal in act.Db.Set<Signal>().AsNoTracking().Include(signal => signal.Staff).Include(signal => signal.OtherStaff)
            join look in act.Db.Set<SignalLook>().Include(look => look.By) on signal.Id equals look.SignalId into looks
            from look in looks.DefaultIfEmpty()
            where request.Kind == null || signal.Kind == request.Kind
            where request.All || look == null
            where EF.Functions.ILike(Like.Key(signal.Staff!.Number + " " + signal.Staff.Name), pattern, Like.Escape)
                || EF.Functions.ILike(Like.Key(signal.OtherStaff!.Number + " " + signal.OtherStaff.Name), pattern, Like.Escape)
            orderby signal.Id descending
            select new { Signal = signal, Look = look };
        var total = await signals.CountAsync(cancel);
        var page = ListPages.Nearest(request.Page, total, PageSize);
        var rows = await signals.Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return new Found([.. rows.Select(row => new Row(row.Signal, (SignalLook?)row.Look))], total, page);
    }

    /// <summary>Marks a signal as looked at, with a remark. It stays on record.</summary>
    public async Task<Answer<Done>> Look(Actor actor, long signalId, string remark, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "punch.look-at-signal", Right.WatchPunches, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var text = remark.Trim();
        if (Cut.Count(text) is 0 or > SignalTables.RemarkLength || text.Any(char.IsControl))
            return new Refusal($"请写明查看的情况，1 至 {SignalTables.RemarkLength} 个字，例如“本人换了手机，已核实”。");
        if (await act.Db.Set<Signal>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == signalId, cancel) is not { } signal)
            return new Refusal("没有这条信号，请刷新列表。", Kind: RefusalKind.NotFound);
        if (signal.StaffId == actor.StaffId || signal.OtherStaffId == actor.StaffId)
            return await act.RefuseAsNotAllowed($"signal {signalId}", new Refusal("这条信号与您本人有关，请由其他同事查看。"), cancel);
        // Whoever comes second finds it done.
        if (await act.Db.Database.ExecuteSqlAsync(
            $"INSERT INTO signal_look (signal_id, by_id, at, remark) VALUES ({signalId}, {actor.StaffId}, {act.Now}, {text}) ON CONFLICT DO NOTHING", cancel) == 0)
            return new Refusal("这条信号已由他人查看，列表已刷新。", Kind: RefusalKind.Conflict);
        act.Record($"signal {signalId}");
        await act.Commit(cancel);
        return new Done();
    }
}
