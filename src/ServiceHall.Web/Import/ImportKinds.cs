using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Import;

/// <summary>The kinds of imports that the chapters have registered.</summary>
internal sealed class ImportKinds(IEnumerable<IImportKind> kinds)
{
    /// <summary>A kind by its code; null: this version has none such.</summary>
    public IImportKind? Find(string code) => kinds.FirstOrDefault(kind => kind.Code == code);

    /// <summary>Those that somebody may see.</summary>
    public IReadOnlyList<IImportKind> For(Rights rights) => [.. kinds.Where(kind => rights.May(kind.Right))];

    /// <summary>What one gets who asks for an import that is not there, or may not see it.</summary>
    public static Refusal None { get; } = new("没有找到这次导入。请回到导入记录重新选择。", Kind: RefusalKind.NotFound);
}
