using Microsoft.EntityFrameworkCore.Metadata;

namespace ServiceHall.Web.Store.Objects;

/// <summary>Every object of this version: what the chapters announce, and what follows from the model.</summary>
internal static class AnnouncedObjects
{
    /// <summary>Finds them, in the order in which they can be made.</summary>
    /// <exception cref="InvalidOperationException">Two have the same name.</exception>
    public static IReadOnlyList<DatabaseObject> Of(IModel model) => InOrder(
        typeof(HallDb).Assembly.GetTypes()
            .Where(type => type.IsClass && typeof(IDatabaseObjects).IsAssignableFrom(type))
            .SelectMany(type => ((IDatabaseObjects)Activator.CreateInstance(type)!).DatabaseObjects)
            .Concat(KeptInMemory.Objects(model)));

    /// <summary>Functions before what calls them; tables always in one order, so that two servers never wait crosswise.</summary>
    /// <exception cref="InvalidOperationException">Two have the same name.</exception>
    public static IReadOnlyList<DatabaseObject> InOrder(IEnumerable<DatabaseObject> objects)
    {
        var list = objects.OrderBy(one => one.Kind).ThenBy(one => one.Table, StringComparer.Ordinal)
            .ThenBy(one => one.Name, StringComparer.Ordinal).ToList();
        var twice = list.GroupBy(one => one.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? list : throw new InvalidOperationException($"Two objects of the database are called {twice.Key}.");
    }
}
