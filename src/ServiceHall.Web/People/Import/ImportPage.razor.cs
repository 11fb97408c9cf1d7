using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Import;
using ServiceHall.Web.LongWork;

namespace ServiceHall.Web.People.Import;

/// <summary>Import of people: upload, preview of every row, ticks under what is dangerous, confirmation.</summary>
public partial class ImportPage
{
    private const int PageSize = 50;
    private readonly HashSet<string> _ticks = new(StringComparer.Ordinal);
    private UploadedFile? _file;
    private PeopleFile? _people;
    private Guid _form;
    private ImportPlan? _plan;
    private ImportProgress? _progress;
    private string? _sheet;
    private int? _work;
    private string _only = "";
    private int _page = 1, _dangerPage = 1;
    private IReadOnlyList<AuditRecord> _latest = [];

    [Inject]
    private ImportPeople Import { get; set; } = null!;

    [Inject]
    private StartWork Start { get; set; } = null!;

    [Inject]
    private ListWork Works { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    // What has to be looked at stands first.
    private IEnumerable<PlannedRow> Shown => (_plan?.Rows ?? []).Where(row => _only switch
    {
        "wrong" => row.Faults.Count > 0,
        "danger" => row.Dangers.Count > 0,
        "alike" => row.Notes.Count > 0,
        "changes" => row.Does,
        _ => true,
    }).OrderBy(row => row.Faults.Count > 0 ? 0 : row.Dangers.Count > 0 ? 1 : row.Notes.Count > 0 ? 2 : 3);

    private protected override async Task Open()
    {
        await LookBack();
        // One that goes on since the page was closed.
        if (Take(await Works.Open(Actor, ImportWork.Kind, Left), out var open))
            _work = open;
    }

    private async Task LookBack()
    {
        if (Take(await Import.Latest(Actor, Left), out var latest))
            _latest = latest;
    }

    private async Task Upload(InputFileChangeEventArgs chosen)
    {
        (_plan, _people, _file, _sheet, _work, Refusal) = (null, null, null, null, null, null);
        if (chosen.File.Size > ReadSheets.GreatestSize)
        {
            Refusal = new Accounts.Refusal("文件超过 10 MB，已拒绝。请只保留人员一张表，另存后再上传。");
            return;
        }

        _progress = new ImportProgress("读取文件", 0, 0);
        using var content = new MemoryStream();
        await using (var upload = chosen.File.OpenReadStream(ReadSheets.GreatestSize, Left))
            await upload.CopyToAsync(content, Left);
        _file = new UploadedFile(PeopleTemplate.ContentType, chosen.File.Name, content.ToArray());
        await ReadFile();
        _progress = null;
    }

    private async Task Choose(ChangeEventArgs chosen)
    {
        _sheet = chosen.Value?.ToString();
        _progress = new ImportProgress("读取文件", 0, 0);
        await ReadFile();
        _progress = null;
    }

    private async Task ReadFile()
    {
        (_plan, _form, _page, _dangerPage, _only) = (null, Guid.NewGuid(), 1, 1, "");
        _ticks.Clear();
        var bytes = _file!.Bytes;
        // Beside the circuit, so that its progress can be shown meanwhile.
        if (!Take(await Task.Run(() => PeopleFile.Read(bytes, _sheet), Left), out var people))
            return;
        _people = people;
        await Plan();
        _only = _plan?.Wrong > 0 ? "wrong" : "";
    }

    private async Task Plan()
    {
        var (rows, ticks) = (_people!.Rows, new HashSet<string>(_ticks, StringComparer.Ordinal));
        if (Take(await Task.Run(() => Import.Preview(Actor, rows, Shows(), Left, ticks), Left), out var plan))
            _plan = plan;
    }

    private async Task Tick(string key, ChangeEventArgs ticked)
    {
        if (ticked.Value is true)
            _ticks.Add(key);
        else
            _ticks.Remove(key);
        _progress = new ImportProgress("核对", 0, 0);
        await Plan();
        _progress = null;
    }

    private async Task Confirm()
    {
        Busy = true;
        var confirmed = new ImportWork.Confirmed(_plan!.Fingerprint(), _people!.Table.Sheet is { Length: > 0 } sheet
            ? sheet : null, [.. _ticks.Order(StringComparer.Ordinal)]);
        if (Take(await Start.Run(Actor, new(ImportWork.Kind, confirmed, _form, _file), Left), out var work))
            (_work, _plan) = (work, null);
        Busy = false;
    }

    private void Show(string only) => (_only, _page) = (only, 1);

    private Progress<ImportProgress> Shows() => new(progress => _ = InvokeAsync(() =>
    {
        if (_progress is null)
            return;
        _progress = progress;
        StateHasChanged();
    }));
}
