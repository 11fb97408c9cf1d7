using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Inspection;

/// <summary>What a finding's form offers: windows, and the people posted at one of them on a day.</summary>
internal sealed class FindingChoices(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    internal sealed record WindowChoice(int Id, string Code, string Name, string Unit);

    internal sealed record PersonChoice(int Id, string Number, string Name);

    public async Task<Answer<IReadOnlyList<WindowChoice>>> Windows(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "inspection.form", Right.LogFindings, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        return await act.Db.Windows.OrderBy(window => window.Unit!.Name).ThenBy(window => window.Code)
            .Select(window => new WindowChoice(window.Id, window.Code, window.Name, window.Unit!.Name)).ToArrayAsync(cancel);
    }

    public async Task<Answer<IReadOnlyList<PersonChoice>>> People(Actor actor, int windowId, DateOnly day, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "inspection.form", Right.LogFindings, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        return await act.Db.Postings
            .Where(post => post.WindowId == windowId && post.From <= day && (post.To == null || post.To >= day))
            .OrderBy(post => post.Staff!.Number)
            .Select(post => new PersonChoice(post.StaffId, post.Staff!.Number, post.Staff.Name)).ToArrayAsync(cancel);
    }
}
