using System.Globalization;
using System.Text;

namespace ServiceHall.Web.Texts;

/// <summary>
/// The order in which people read lists: names by pinyin, numbers by value (<c>A2</c> before <c>A10</c>), the same on page,
/// file and board. Both the database and the program take it from ICU, under the same rules.
/// </summary>
internal static class HallOrder
{
    /// <summary>What the database calls it. Queries order by it without saying so (<c>Store/OrderedTexts</c>).</summary>
    public const string Collation = "hall_order";

    /// <summary>The same for lists in memory. What it holds equal comes in the order of its code units, so no order is left to chance.</summary>
    public static IComparer<string?> Comparer { get; } = new Pinyin();

    private sealed class Pinyin : IComparer<string?>
    {
        private static readonly CompareInfo Rules = CultureInfo.GetCultureInfo("zh-CN").CompareInfo;

        public int Compare(string? x, string? y) =>
            Rules.Compare(Narrow(x), Narrow(y), CompareOptions.NumericOrdering) is not 0 and var order ? order : string.CompareOrdinal(x, y);

        // The program does not take digits of full width for a number, the database does.
        private static string? Narrow(string? text) =>
            text is not null && text.AsSpan().ContainsAnyInRange('\uFF00', '\uFFEF') && Characters.IsSound(text) ? text.Normalize(NormalizationForm.FormKC) : text;
    }
}
