using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Shell;

/// <summary>What one chapter has to say on the start page: how things stand, or what waits for somebody.</summary>
/// <param name="Number">In large type, such as <c>52/60</c>.</param>
/// <param name="Text">What it counts.</param>
/// <param name="Address">Where to see to it.</param>
/// <param name="Waits">Whether somebody has to do something.</param>
internal sealed record Figure(string Number, string Text, string Address, bool Waits)
{
    /// <summary>Where to see to it on a phone; null: at the desk only.</summary>
    public string? OnPhone { get; init; }
}

/// <summary>Things of which the figure is how many; where there are none, it is left out.</summary>
/// <param name="Items">One for each.</param>
/// <param name="Waits">Whether they wait for whoever has the duty to see to them.</param>
internal sealed record Due(string Text, string Address, IQueryable<int> Items, bool Waits = true);

/// <summary>Reads a chapter's figures. Each chapter registers its own.</summary>
/// <param name="order">Figures are shown by it.</param>
/// <param name="right">What one needs to see them.</param>
internal abstract class StartFigures(int order, Right right)
{
    public Right Right => right;

    private int Order => order;

    /// <summary>The figures of several chapters, in their order. What is only counted takes one statement for all of them.</summary>
    public static async Task<IReadOnlyList<(StartFigures Chapter, IReadOnlyList<Figure> Figures)>> Read(
        IEnumerable<StartFigures> chapters, HallDb db, CancellationToken cancel)
    {
        var asked = chapters.OrderBy(chapter => chapter.Order).Select(chapter => (Chapter: chapter, Dues: chapter.Dues(db))).ToList();
        var dues = asked.SelectMany(one => one.Dues).ToList();
        var counts = dues.Count == 0 ? [] : await dues.Select((due, index) => due.Items.Select(_ => index)).Aggregate((one, other) => one.Concat(other))
            .GroupBy(index => index).Select(due => new { due.Key, Number = due.Count() }).ToDictionaryAsync(due => dues[due.Key], due => due.Number, cancel);
        var read = new List<(StartFigures, IReadOnlyList<Figure>)>();
        foreach (var (chapter, own) in asked)
        {
            var waiting = own.Where(counts.ContainsKey).Select(due => new Figure($"{counts[due]}", due.Text, due.Address, due.Waits));
            read.Add((chapter, [.. await chapter.Read(db, cancel), .. waiting]));
        }

        return read;
    }

    /// <summary>What is only counted.</summary>
    protected virtual IReadOnlyList<Due> Dues(HallDb db) => [];

    /// <summary>Everything else, in a query or two; nothing where there is nothing to say.</summary>
    protected virtual Task<IReadOnlyList<Figure>> Read(HallDb db, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Figure>>([]);
}

/// <summary>Reads what waits for people themselves, whatever their rights. A chapter registers its own; it stands before all other figures.</summary>
internal abstract class OwnFigures
{
    /// <param name="staffId">Of whom; null: of everybody.</param>
    /// <returns>By person; nobody for whom nothing waits.</returns>
    public abstract Task<ILookup<int, Figure>> Read(HallDb db, int? staffId, CancellationToken cancel);
}

/// <summary>The figures of the start page: what waits for the actor, and how things stand, as far as they may see it.</summary>
internal sealed class ShowStart(IDbContextFactory<HallDb> factory, TimeProvider clock, IEnumerable<OwnFigures> own, IEnumerable<StartFigures> chapters)
{
    public async Task<Answer<IReadOnlyList<Figure>>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "start.show", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var figures = new List<Figure>();
        foreach (var chapter in own)
            figures.AddRange((await chapter.Read(act.Db, actor.StaffId, cancel))[actor.StaffId]);
        foreach (var (_, chapter) in await StartFigures.Read(chapters.Where(chapter => act.Rights.May(chapter.Right)), act.Db, cancel))
            figures.AddRange(chapter);
        return figures;
    }
}
