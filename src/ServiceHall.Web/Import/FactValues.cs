using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ServiceHall.Web.Import;

/// <summary>The values of a stored row as JSON, to be compared with and gone back to.</summary>
internal static class FactValues
{
    /// <summary>The values as they are now.</summary>
    public static string Current(EntityEntry row) => Json(row, property => row.Property(property.Name).CurrentValue);

    /// <summary>The values as the database had them.</summary>
    public static string Original(EntityEntry row) => Json(row, property => row.Property(property.Name).OriginalValue);

    /// <summary>Whether a row still has the values.</summary>
    public static bool Agree(EntityEntry row, string values) =>
        JsonNode.DeepEquals(JsonNode.Parse(Current(row)), JsonNode.Parse(values));

    /// <summary>Goes back to the values.</summary>
    public static void Restore(EntityEntry row, string values)
    {
        var known = JsonNode.Parse(values)!.AsObject();
        foreach (var property in Kept(row.Metadata))
        {
            if (known.TryGetPropertyValue(property.Name, out var value))
                row.Property(property.Name).CurrentValue = value.Deserialize(property.ClrType);
        }
    }

    private static string Json(EntityEntry row, Func<IProperty, object?> valueOf) =>
        JsonSerializer.Serialize(Kept(row.Metadata)
            .ToDictionary(property => property.Name, property => AsStored(valueOf(property))));

    // The key names the row, and the version is the database's own.
    private static IEnumerable<IProperty> Kept(IEntityType type) =>
        type.GetProperties().Where(property => !property.IsPrimaryKey() && !property.IsConcurrencyToken);

    // The database keeps microseconds.
    private static object? AsStored(object? value) =>
        value is DateTimeOffset at ? at.ToUniversalTime().AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond)) : value;
}
