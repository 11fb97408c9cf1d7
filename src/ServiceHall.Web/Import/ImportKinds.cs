using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Import;

/// <summary>The kinds of imports that the chapters have registered.</summary>
internal sealed class ImportKinds(IEnumerable<IImportKind> kinds)
{
    /// <summary>A kind by its code; null: this version has none such.</summary>
    public IImportKind? Find(string code) => kinds.FirstOrDefault(kind => kind.Code == code);

    /// <summary>Those that somebody may see.</summary>
    public IReadOnlyList<IImportKind> For(Rights rights) => [.. kinds.Where(kind => rights.May(kind.Right))];

    /// <summary>What one gets of an import whose file and values went after their period (<see cref="ExpireImports"/>).</summary>
    public static Refusal Expired { get; } = new(
        "这次导入已超过保存期限，文件和改动之前的内容都已删除，不能再下载，也不能再整批撤回。需要时请逐个更正。", Kind: RefusalKind.NotFound);

    /// <summary>What one gets who asks for an import that is not there, or may not see it.</summary>
    public static Refusal None { get; } = new("没有找到这次导入。请回到导入记录重新选择。", Kind: RefusalKind.NotFound);
}
