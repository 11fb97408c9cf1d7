using ServiceHall.Web.People;

namespace ServiceHall.Web.Import;

/// <summary>How an import stands.</summary>
public enum ImportState
{
    /// <summary>A second person has to sign before it is written.</summary>
    Waiting,

    /// <summary>It is written.</summary>
    Done,

    /// <summary>It was withdrawn before anybody signed: nothing was written.</summary>
    Withdrawn,

    /// <summary>It was taken back as a whole: what it had changed is as before.</summary>
    TakenBack,
}

/// <summary>An import that somebody confirmed (导入记录): who, when, which file, how much. Written with what it
/// did.</summary>
internal sealed class ImportRecord
{
    public int Id { get; init; }

    /// <summary>The code of its kind: <see cref="IImportKind.Code"/>.</summary>
    public required string Kind { get; init; }

    public int ImporterId { get; init; }

    public StaffMember? Importer { get; init; }

    /// <summary>When it was confirmed, or handed over for a second signature.</summary>
    public DateTimeOffset At { get; init; }

    public required string FileName { get; init; }

    /// <summary>The sheet that was read; empty: the file has none.</summary>
    public string Sheet { get; init; } = "";

    /// <summary>What it did, in words.</summary>
    public required string Words { get; set; }

    public int Created { get; set; }

    public int Changed { get; set; }

    public int Unchanged { get; set; }

    /// <summary>Rows that were left out, since a tick was missing.</summary>
    public int LeftOut { get; set; }

    /// <summary>Rows with a dangerous change that was ticked.</summary>
    public int Ticked { get; set; }

    public ImportState State { get; set; }

    /// <summary>Who signed second, where the kind needs it: never the importer.</summary>
    public int? SignedById { get; set; }

    public StaffMember? SignedBy { get; init; }

    public DateTimeOffset? SignedAt { get; set; }

    /// <summary>Who took it back, or withdrew it.</summary>
    public int? EndedById { get; set; }

    public StaffMember? EndedBy { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public uint Version { get; init; }
}

/// <summary>The file of an import as it was handed in.</summary>
internal sealed class ImportFile
{
    public int ImportId { get; init; }

    public ImportRecord? Import { get; init; }

    public required string ContentType { get; init; }

    public required byte[] Bytes { get; init; }
}

/// <summary>A row of the hall that an import created or changed: what it was, and what it became.</summary>
internal sealed class ImportedFact
{
    public long Id { get; init; }

    public int ImportId { get; init; }

    public ImportRecord? Import { get; init; }

    /// <summary>The line of the file; 0: the file has no lines.</summary>
    public int Line { get; init; }

    /// <summary>What the line did, in words.</summary>
    public required string Words { get; init; }

    /// <summary>What kind of row it is, such as <c>Posting</c>.</summary>
    public required string Thing { get; init; }

    public int ThingId { get; init; }

    /// <summary>Its values before, as JSON; null: it was created.</summary>
    public string? Before { get; init; }

    /// <summary>Its values after, as JSON.</summary>
    public required string After { get; init; }
}
