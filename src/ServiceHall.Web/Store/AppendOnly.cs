using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceHall.Web.Store;

/// <summary>Tables in which the application's role may not change everything; <see cref="ApplicationGrants"/> grants accordingly.</summary>
internal static class AppendOnly
{
    private const string OnlyGrows = "Hall:AppendOnly";
    private const string OwnersOnly = "Hall:OwnersOnly";

    /// <summary>Marks a table as one that only grows: the application may add to it and read it, and nothing else.</summary>
    public static EntityTypeBuilder<T> IsAppendOnly<T>(this EntityTypeBuilder<T> table)
        where T : class => table.HasAnnotation(OnlyGrows, true);

    /// <summary>Marks a table as one that only the owner writes, such as what it notes about the schema.</summary>
    public static EntityTypeBuilder<T> IsOwnersOnly<T>(this EntityTypeBuilder<T> table)
        where T : class => table.HasAnnotation(OwnersOnly, true);

    public static bool IsAppendOnly(this IReadOnlyEntityType table) => table.FindAnnotation(OnlyGrows) is not null;

    public static bool IsOwnersOnly(this IReadOnlyEntityType table) => table.FindAnnotation(OwnersOnly) is not null;
}
