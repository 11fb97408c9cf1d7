using ServiceHall.Web.Store;

namespace ServiceHall.Web.People.Import;

/// <summary>Says what has come since an import that rests on people and windows being as it left them. Each chapter
/// knows its own.</summary>
internal interface IRestOnImports
{
    /// <summary>Reads it in a fixed number of statements.</summary>
    Task<IReadOnlyList<Resting>> Since(HallDb db, DateTimeOffset since, ImportedPeople what, CancellationToken cancel);
}

/// <summary>Whom and what an import created or changed.</summary>
/// <param name="Added">People whom it brought.</param>
/// <param name="Posted">People whose postings it wrote; those whom it brought are among them.</param>
/// <param name="Windows">Windows that it brought, or whose unit or hall it changed.</param>
internal sealed record ImportedPeople(IReadOnlyList<int> Added, IReadOnlyList<int> Posted, IReadOnlyList<int> Windows);

/// <summary>Something that rests on an import.</summary>
/// <param name="StaffId">Whose; null: it rests on the window.</param>
/// <param name="Text">What it is: 3 次打卡.</param>
internal sealed record Resting(int? StaffId, int? WindowId, string Text);
