using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.SetAside;

/// <summary>Lets something that was set aside be tried by the next run of its line, without the rest of the pause: its cause was mended.</summary>
internal sealed class TryAgain(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public async Task<Answer<Done>> Run(Actor actor, long id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "set-aside.try-again", Right.RunTimetable, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var now = act.Now;
        if (await act.Db.Set<SetAsideItem>().Where(item => item.Id == id)
                .ExecuteUpdateAsync(item => item.SetProperty(row => row.NextTry, now), cancel) == 0)
            return new Refusal("这一项已经不在搁置事项中：它已完成，或不再需要。请刷新列表。", Kind: RefusalKind.NotFound);
        act.Record($"set-aside {id}");
        await act.Commit(cancel);
        return new Done();
    }
}
