using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Export.Trial;

/// <summary>Hands in another rulebook and chooses a quarter to try it on. What is wrong with the file is shown at once.</summary>
public sealed partial class TrialForm
{
    private const int ProblemsShown = 20;
    private IReadOnlyList<RulebookProblem> _problems = [];
    private UploadedFile? _file;
    private Guid _form;
    private string _quarter = "";

    /// <summary>Called with the id of the work.</summary>
    [Parameter]
    public EventCallback<int> OnStarted { get; set; }

    [Inject]
    private StartWork Start { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private IReadOnlyList<Quarter> Quarters => [.. TryRulebook.Asked.Past(Clock.Today())];

    private protected override Task Open()
    {
        _quarter = Quarters[0].ToString();
        return Task.CompletedTask;
    }

    private async Task Upload(InputFileChangeEventArgs chosen)
    {
        (_file, _problems, _form, Refusal) = (null, [], Guid.NewGuid(), null);
        if (chosen.File.Size > RulebookUpload.GreatestSize)
        {
            Refusal = new Accounts.Refusal("文件超过 1 MB，不像是规则册。请重新选择。");
            return;
        }

        using var content = new MemoryStream();
        await using (var upload = chosen.File.OpenReadStream(RulebookUpload.GreatestSize, Left))
            await upload.CopyToAsync(content, Left);
        var file = new UploadedFile(RulebookUpload.ContentType, chosen.File.Name, content.ToArray());
        _problems = RulebookUpload.Read(file).Problems;
        _file = _problems.Count == 0 ? file : null;
    }

    private async Task Send()
    {
        Busy = true;
        var quarter = Quarters.First(quarter => quarter.ToString() == _quarter);
        var asked = new TryRulebook.Asked(quarter.Year, quarter.Number);
        if (Take(await Start.Run(Actor, new(TryRulebook.Kind, asked, _form, _file), Left), out var work))
        {
            _form = Guid.NewGuid();
            await OnStarted.InvokeAsync(work);
        }

        Busy = false;
    }
}
