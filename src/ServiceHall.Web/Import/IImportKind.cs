using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Import;

/// <summary>A kind of import whose records are kept and that can be taken back. Each chapter registers its
/// own.</summary>
internal interface IImportKind
{
    /// <summary>What stored records know it by, such as <c>people.import</c>.</summary>
    string Code { get; }

    /// <summary>What people call it.</summary>
    string Title { get; }

    /// <summary>What one needs to import, and to see the records with their files.</summary>
    Right Right { get; }

    /// <summary>Who may take one back, and whether for a reason.</summary>
    TakingBack TakingBack => new(Right);

    /// <summary>What rests on what the import wrote, so that it cannot be taken back as a whole; empty:
    /// nothing.</summary>
    Task<IReadOnlyList<Hindrance>> HindrancesTo(HallDb db, ImportRecord import, IReadOnlyList<ImportedFact> facts,
        CancellationToken cancel);

    /// <summary>Writes the values of before. It is called when nothing rests on those of after, and saved by its
    /// caller.</summary>
    /// <param name="reason">Why, where the kind wants to know; otherwise empty.</param>
    /// <returns>Why it may not be; null: done.</returns>
    Task<Refusal?> TakeBack(Act act, ImportRecord import, IReadOnlyList<ImportedFact> facts, string reason,
        CancellationToken cancel);
}

/// <summary>Who may take an import of a kind back.</summary>
/// <param name="Right">What one needs.</param>
/// <param name="WhyNot">What everybody else is told who may see it; null: everybody who may see it may.</param>
/// <param name="FaultOf">What is wrong with a reason; null: no reason is wanted.</param>
internal sealed record TakingBack(Right Right, Refusal? WhyNot = null, Func<string, Refusal?>? FaultOf = null);

/// <summary>What stands in the way of taking an import back.</summary>
/// <param name="Line">The line of the file that wrote what it rests on.</param>
/// <param name="Text">What it is.</param>
internal sealed record Hindrance(int Line, string Text);

/// <summary>The file that an import is made from.</summary>
/// <param name="Sheet">The sheet that was read; empty: it has none.</param>
internal sealed record ImportSource(Attachments.UploadedFile File, string Sheet = "");
