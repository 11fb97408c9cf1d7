namespace ServiceHall.Web.Store;

/// <summary>Which page of a list is shown when an address asks for one.</summary>
internal static class ListPages
{
    /// <summary>The page asked for, from 1 on; of those beyond the last, the last.</summary>
    public static int Nearest(int asked, int total, int size) => Math.Clamp(asked, 1, Math.Max(1, (total + size - 1) / size));
}
