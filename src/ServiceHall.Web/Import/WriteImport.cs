using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Import;

/// <summary>Writes an import's record with the values of before and after, in the transaction of what it
/// does.</summary>
internal static class WriteImport
{
    /// <summary>Saves what was changed, and adds the record of it to be saved with the rest.</summary>
    /// <param name="record">The import.</param>
    /// <param name="source">Its file; null: the record is there already.</param>
    /// <param name="lines">The rows that the import creates or changes, each with its line and what it did
    /// there.</param>
    public static async Task Save(
        HallDb db, ImportRecord record, ImportSource? source, IReadOnlyDictionary<object,
            (int Line, string Words)> lines, CancellationToken cancel)
    {
        var written = db.ChangeTracker.Entries()
            .Where(row => row.State is EntityState.Added or EntityState.Modified && lines.ContainsKey(row.Entity))
            .Select(row => (Row: row, Before: row.State == EntityState.Modified ? FactValues.Original(row) : null))
                .ToList();
        if (source is not null)
        {
            db.Add(record);
            db.Add(new ImportFile { Import = record, ContentType = source.File.ContentType,
                Bytes = source.File.Bytes });
        }

        // Keys of what is new come with this.
        await db.SaveChangesAsync(cancel);
        db.AddRange(written.Select(one => Fact(record.Id, one.Row, one.Before, lines[one.Row.Entity])));
    }

    /// <summary>A record of an import by somebody at this moment.</summary>
    public static ImportRecord Record(Act act, string kind, ImportSource source, string words, ImportState state) =>
        new()
    {
        Kind = kind, ImporterId = act.Rights.StaffId, At = act.Now, FileName = Cut.To(source.File.Name, 200),
            Sheet = source.Sheet, Words = Cut.To(words, ImportTables.WordsLength), State = state,
    };

    /// <summary>What an import wrote into one row, whose key is known by now.</summary>
    /// <param name="before">Its values before, as JSON; null: it is new.</param>
    public static ImportedFact Fact(int importId, EntityEntry row, string? before, (int Line, string Words) at) =>
        new()
    {
        ImportId = importId, Line = at.Line, Words = Cut.To(at.Words, ImportTables.WordsLength),
            Thing = row.Metadata.ClrType.Name,
        ThingId = (int)row.Property(row.Metadata.FindPrimaryKey()!.Properties[0].Name).CurrentValue!,
            Before = before, After = FactValues.Current(row),
    };
}
