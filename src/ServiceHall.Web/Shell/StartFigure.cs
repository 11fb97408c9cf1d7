using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Shell;

/// <summary>What one chapter has to say on the start page: how things stand, or what waits for somebody.</summary>
/// <param name="Number">In large type, such as <c>52/60</c>.</param>
/// <param name="Text">What it counts.</param>
/// <param name="Address">Where to see to it.</param>
/// <param name="Waits">Whether somebody has to do something.</param>
internal sealed record Figure(string Number, string Text, string Address, bool Waits);

/// <summary>Reads a chapter's figures. Each chapter registers its own.</summary>
/// <param name="order">Figures are shown by it.</param>
/// <param name="right">What one needs to see them.</param>
internal abstract class StartFigures(int order, Right right)
{
    public int Order => order;

    public Right Right => right;

    /// <summary>In a query or two; nothing where there is nothing to say.</summary>
    public abstract Task<IReadOnlyList<Figure>> Read(HallDb db, CancellationToken cancel);
}

/// <summary>The figures of the start page, as far as the actor may see them.</summary>
internal sealed class ShowStart(IDbContextFactory<HallDb> factory, TimeProvider clock, IEnumerable<StartFigures> chapters)
{
    public async Task<Answer<IReadOnlyList<Figure>>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "start.show", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var figures = new List<Figure>();
        foreach (var chapter in chapters.Where(chapter => act.Rights.May(chapter.Right)).OrderBy(chapter => chapter.Order))
            figures.AddRange(await chapter.Read(act.Db, cancel));
        return figures;
    }
}
