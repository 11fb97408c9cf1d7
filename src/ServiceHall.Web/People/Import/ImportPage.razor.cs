using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.LongWork;

namespace ServiceHall.Web.People.Import;

/// <summary>Import of people: upload, preview of every row, confirmation.</summary>
public partial class ImportPage
{
    private const int PageSize = 50;
    private UploadedFile? _file;
    private Guid _form;
    private ImportPlan? _plan;
    private ImportProgress? _progress;
    private int? _work;
    private bool _starting;
    private bool _onlyWrong;
    private int _page = 1;
    private IReadOnlyList<AuditRecord> _latest = [];

    [Inject]
    private ImportPeople Import { get; set; } = null!;

    [Inject]
    private StartWork Start { get; set; } = null!;

    [Inject]
    private ListWork Works { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private IEnumerable<PlannedRow> Shown => _plan?.Rows.Where(row => !_onlyWrong || row.Faults.Count > 0) ?? [];

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
        (_plan, _file, _form, _work, _page, _onlyWrong, Refusal) = (null, null, Guid.NewGuid(), null, 1, false, null);
        if (chosen.File.Size > PeopleFile.GreatestSize)
        {
            Refusal = new Accounts.Refusal("文件超过 10 MB，已拒绝。请只保留人员一张表，另存后再上传。");
            return;
        }

        _progress = new ImportProgress("读取文件", 0, 0);
        using var content = new MemoryStream();
        await using (var upload = chosen.File.OpenReadStream(PeopleFile.GreatestSize, Left))
            await upload.CopyToAsync(content, Left);
        content.Position = 0;
        if (Take(await Task.Run(() => PeopleFile.Read(content), Left), out var rows))
        {
            _file = new UploadedFile(PeopleTemplate.ContentType, chosen.File.Name, content.ToArray());
            // Beside the circuit, so that its progress can be shown meanwhile.
            if (Take(await Task.Run(() => Import.Preview(Actor, rows, Shows(), Left), Left), out var plan))
                (_plan, _onlyWrong) = (plan, plan.Wrong > 0);
        }

        _progress = null;
    }

    private async Task Confirm()
    {
        _starting = true;
        if (Take(await Start.Run(Actor, new(ImportWork.Kind, new ImportWork.Confirmed(_plan!.Fingerprint()), _form, _file), Left), out var work))
            (_work, _plan) = (work, null);
        _starting = false;
    }

    private Progress<ImportProgress> Shows() => new(progress => _ = InvokeAsync(() =>
    {
        if (_progress is null)
            return;
        _progress = progress;
        StateHasChanged();
    }));
}
