using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceHall.Web.Store;

/// <summary>Texts that the program or the rulebook makes, whose length nobody bounds: a column that is too short stops work.</summary>
internal static class UnlimitedText
{
    /// <summary>Keeps the text whatever its length.</summary>
    public static PropertyBuilder<string> IsUnlimited(this PropertyBuilder<string> text) =>
        text.HasColumnType("text").HasMaxLength(-1);
}
