using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>The second signature under a declaration, or its withdrawal. Nobody signs their own.</summary>
internal sealed class SignDeclaration(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>Signs: the declaration counts from now on.</summary>
    public async Task<Answer<Done>> Sign<T>(Actor actor, int id, CancellationToken cancel)
        where T : Declaration
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.sign", Right.SignCalendar, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await act.Db.Set<T>().SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } declaration)
            return Unknown;
        if (declaration.DeclaredById == actor.StaffId)
            return await act.RefuseAsNotAllowed(declaration.Title, new Refusal("不能为自己的申报签字，请由另一人签字。"), cancel);
        if (Settled(declaration) is { } settled)
            return settled;
        declaration.SignedById = actor.StaffId;
        declaration.SignedAt = act.Now;
        return await Finish(act, declaration, "第二人签字，生效", cancel);
    }

    /// <summary>Withdraws what nobody has signed yet.</summary>
    public async Task<Answer<Done>> Withdraw<T>(Actor actor, int id, CancellationToken cancel)
        where T : Declaration
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.withdraw", Right.EditCalendar, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await act.Db.Set<T>().SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } declaration)
            return Unknown;
        if (Settled(declaration) is { } settled)
            return settled;
        declaration.WithdrawnAt = act.Now;
        return await Finish(act, declaration, "撤回", cancel);
    }

    private static Refusal Unknown => new("没有这项申报，请刷新后重新选择。", Kind: RefusalKind.NotFound);

    private static Refusal? Settled(Declaration declaration) => declaration switch
    {
        { SignedAt: not null } => new("这项申报已经签字生效。如需更正，请另行申报。", Kind: RefusalKind.Conflict),
        { WithdrawnAt: not null } => new("这项申报已经撤回，请刷新页面。", Kind: RefusalKind.Conflict),
        _ => null,
    };

    private static async Task<Answer<Done>> Finish(Act act, Declaration declaration, string what, CancellationToken cancel)
    {
        act.Record(declaration.Title, what);
        try
        {
            await act.Commit(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal("另一人刚刚处理了这项申报，请刷新页面查看。", Kind: RefusalKind.Conflict);
        }

        return new Done();
    }
}
