using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Store;

/// <summary>
/// Every text that a context saves is cleaned (<see cref="Incoming"/>), and refused before the database does where it cannot
/// be kept or is longer than its column: the one place that knows each column's limit. A value of an
/// enumeration has to be one of it.
/// </summary>
internal sealed class StoredTexts : SaveChangesInterceptor
{
    private const int Shown = 12;

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    /// <summary>The text as its place keeps it.</summary>
    /// <param name="most">The column's length; null: any.</param>
    /// <exception cref="UnfitTextException">It cannot be kept.</exception>
    public static string Fit(string text, int? most)
    {
        if (Incoming.Fault(text) is { } fault)
            throw new UnfitTextException(fault);
        var clean = Incoming.Clean(text);
        if (clean.Length == 0 && !string.IsNullOrWhiteSpace(text))
            throw new UnfitTextException("有一处只填了看不见的字符。请重新填写。");
        // PostgreSQL counts code points; what people count is fewer.
        if (most >= 0 && clean.Length > most && clean.EnumerateRunes().Count() > most)
            throw new UnfitTextException($"“{Cut.To(clean, Shown)}”这段文字太长：最多 {most} 个字，现在有 {Cut.Count(clean)} 个。请缩短后再提交。");
        return clean;
    }

    private static string Made(string text, int? most) => Incoming.Clean(Outgoing.Xml(text)) is var clean && most is >= 0 and var length ? Cut.To(clean, length) : clean;

    private static void Check(DbContext context)
    {
        foreach (var entry in context.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Added or EntityState.Modified)
                Check(entry);
        }
    }

    private static void Check(EntityEntry entry)
    {
        foreach (var property in entry.Properties)
        {
            if (entry.State == EntityState.Modified && !property.IsModified)
                continue;
            // A form or a program may name a value by a number that means nothing.
            if (property.CurrentValue is Enum value && !Enum.IsDefined(value.GetType(), value))
                throw new UnfitTextException("所选的选项不在可选范围内。请刷新页面，重新选择。");
            if (property.CurrentValue is not string text)
                continue;
            var most = property.Metadata.GetMaxLength();
            var fit = property.Metadata.IsMadeToFit() ? Made(text, most) : Fit(text, most);
            if (!string.Equals(fit, text, StringComparison.Ordinal))
                property.CurrentValue = fit;
        }
    }
}

/// <summary>Which columns hold what the hall itself writes.</summary>
internal static class OwnSentences
{
    private const string Made = "Hall:MadeToFit";

    /// <summary>
    /// Marks a text of the hall's own, such as a sentence about a result, that may quote people: where it has no room it is
    /// cut, for nobody is there to shorten it. What people write is refused instead.
    /// </summary>
    public static PropertyBuilder<T> IsMadeToFit<T>(this PropertyBuilder<T> column) => column.HasAnnotation(Made, true);

    public static bool IsMadeToFit(this IReadOnlyProperty column) => column.FindAnnotation(Made) is not null;
}
