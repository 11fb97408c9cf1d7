namespace ServiceHall.Web.People.Import;

/// <summary>What one row would do, while it is being found.</summary>
internal sealed record RowEffects(FileRow Row)
{
    public List<string> Creates { get; } = [];

    public List<string> Changes { get; } = [];

    public List<CellFault> Faults { get; } = [];

    public List<Danger> Dangers { get; } = [];

    public List<string> Notes { get; } = [];

    public void Fault(string column, string text) => Faults.Add(new CellFault(column, text));

    /// <summary>
    /// Points out that something was taken for what the hall has already, which is written otherwise: an import does not
    /// change the way of writing.
    /// </summary>
    /// <param name="where">The page on which it is changed.</param>
    public void Alike(string what, string written, string known, string where)
    {
        if (written != known)
            Notes.Add($"{what}“{written}”按已有的“{known}”处理：全角、大小写、空格和间隔号不同仍是同一个，导入不改写法；要改写法请到“{where}”");
    }

    public PlannedRow Planned() => new(Row, Creates, Changes, Faults, Dangers, Notes);
}
