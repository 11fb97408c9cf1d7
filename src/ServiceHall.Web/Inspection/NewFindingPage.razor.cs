using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Inspection;

/// <summary>Writes a finding: shows what will follow while it is written, and keeps it as a draft until it is logged.</summary>
public sealed partial class NewFindingPage
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly List<Guid> _photos = [];
    private IReadOnlyList<FindingChoices.WindowChoice> _windows = [];
    private IReadOnlyList<FindingChoices.PersonChoice> _people = [];
    private Guid _key = Guid.NewGuid();
    private InspectionKind _kind;
    private DateTime? _foundAt;
    private int _windowId;
    private int _staffId;
    private string? _code;
    private string _words = "";
    private int? _quantity = 1;
    private bool _isSevere;
    private string _note = "";
    private ElementReference _input;
    private ElementReference _waiting;
    private DotNetObjectReference<NewFindingPage>? _me;
    private PreviewFinding.Preview? _preview;
    private string? _missing;
    private FindingForm? _draft;
    private DateTime? _kept;
    private int? _saved;
    private int _changes;

    [Inject]
    private FindingChoices Choices { get; set; } = null!;

    [Inject]
    private LogFinding Log { get; set; } = null!;

    [Inject]
    private PreviewFinding Preview { get; set; } = null!;

    [Inject]
    private KeepDraft Draft { get; set; } = null!;

    [Inject]
    private UploadPhoto Photos { get; set; } = null!;

    [Inject]
    private HallRulebook Rulebook { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "window")]
    private string? AskedWindow { get; set; }

    [SupplyParameterFromQuery(Name = "code")]
    private string? AskedCode { get; set; }

    private DateTime Now => Clock.Civil(Clock.GetUtcNow());

    private DateOnly Day => DateOnly.FromDateTime(_foundAt ?? Now);

    private ScoreItem? Item => _code is null ? null : Rulebook.On(Day).Scoring.Items.GetValueOrDefault(_code);

    private InspectionKind[] Kinds => User.May(Right.VerifyFindings) ? Enum.GetValues<InspectionKind>() : [InspectionKind.Unannounced];

    private IEnumerable<IGrouping<string, ScoreItem>> Groups => FindingWords.Groups(Rulebook, Day)
        .SelectMany(group => group.Where(Matches).Select(item => (group.Key, item))).GroupBy(pair => pair.Key, pair => pair.item);

    private FindingForm Form => new(
        _key, _kind, _windowId, _staffId == 0 ? null : _staffId, _code ?? "", _quantity, _isSevere, _note,
        [.. _photos], _foundAt);

    private protected override async Task Open()
    {
        _kind = Kinds[0];
        if (!Take(await Choices.Windows(Actor, Left), out var windows))
            return;
        _windows = windows;
        if (Take(await Draft.Read(Actor, Left), out var form) && form is not null)
            _draft = form;
        if (_windows.Any(window => $"{window.Id}" == AskedWindow))
            await Prefill();
        else
            await ShowDraft();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _me = DotNetObjectReference.Create(this);
        var script = await Browser.InvokeAsync<IJSObjectReference>("import", "/photos.js");
        await script.InvokeVoidAsync("watch", _input, _waiting, _me, $"{Actor.StaffId}");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _me?.Dispose();
        base.Dispose(disposing);
    }

    private bool Matches(ScoreItem item) =>
        Fold.Contains($"{item.Code} {item.Title} {item.Note}", _words);

    // A page that knows what is to be logged brings it along; a draft about something else stays until it is written over.
    private async Task Prefill()
    {
        (_windowId, _code) = (int.Parse(AskedWindow!, CultureInfo.InvariantCulture), AskedCode is not null && Rulebook.On(Day).Scoring.Items.TryGetValue(AskedCode, out var item) && item.Source == ItemSource.Finding ? AskedCode : null);
        if (_draft is { } draft && draft.WindowId == _windowId && draft.Code == _code)
        {
            await ShowDraft();
            return;
        }

        await ReadPeople();
        await ShowPreview();
    }

    private async Task ShowDraft()
    {
        if (_draft is { } form)
            await Show(form);
        _draft = null;
    }

    private async Task Show(FindingForm form)
    {
        (_key, _kind, _windowId, _code, _quantity, _isSevere, _note, _foundAt) = (
            form.Key, form.Inspection, form.WindowId, form.Code.Length > 0 ? form.Code : null, form.Quantity, form.IsSevere, form.Note, form.FoundAt);
        _photos.Clear();
        _photos.AddRange(form.PhotoIds);
        await ReadPeople();
        _staffId = _people.Any(person => person.Id == form.StaffId) ? form.StaffId ?? 0 : 0;
        await ShowPreview();
    }

    private Task Choose(ScoreItem item)
    {
        (_code, _isSevere) = (item.Code, false);
        return Changed();
    }

    private async Task ChangedWindow()
    {
        await ReadPeople();
        if (_people.All(person => person.Id != _staffId))
            _staffId = 0;
        await Changed();
    }

    private async Task ReadPeople()
    {
        if (_windowId == 0)
            _people = [];
        else if (Take(await Choices.People(Actor, _windowId, Day, Left), out var people))
            _people = people;
    }

    // Only the last of several quick changes is looked at.
    private async Task Changed()
    {
        (_saved, _draft, Refusal) = (null, null, null);
        var change = ++_changes;
        await Task.Delay(Pause, Left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (change != _changes || Left.IsCancellationRequested)
            return;
        if (Take(await Draft.Run(Actor, Form, Left), out _))
            _kept = Now;
        await ShowPreview();
    }

    private async Task ShowPreview()
    {
        (_preview, _missing) = (null, null);
        if (_windowId == 0 || _code is null)
            return;
        var answer = await Preview.Run(Actor, Form, Left);
        if (answer.Refusal is { } refusal)
            _missing = refusal.Text;
        else
            _preview = answer.Value;
    }

    private async Task Save()
    {
        _changes++;
        Busy = true;
        try
        {
            if (!Take(await Log.Run(Actor, Form, Left), out var id))
            {
                // What this form was is logged already: what it is now is another.
                if (Refusal!.Kind == RefusalKind.Conflict)
                    _key = Guid.NewGuid();
                return;
            }

            Empty();
            _saved = id;
        }
        finally
        {
            Busy = false;
        }
    }

    private async Task Clear()
    {
        foreach (var id in _photos)
            await Photos.Discard(Actor, id, Left);
        Empty();
        Take(await Draft.Run(Actor, null, Left), out _);
    }

    // The window stays: an inspection logs several things at one.
    private void Empty()
    {
        _changes++;
        _key = Guid.NewGuid();
        (_staffId, _code, _words, _quantity, _isSevere, _note) = (0, null, "", 1, false, "");
        (_preview, _missing, _kept, _saved, _draft, Refusal) = (null, null, null, null, null, null);
        _photos.Clear();
    }
}
