using System.Globalization;
using BootstrapBlazor.Components;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People;

/// <summary>One person: name and number, postings, and the account.</summary>
public partial class PersonPage
{
    private ShowPerson.Found? _person;
    private string _number = "", _name = "", _windowId = "";
    private DateOnly? _leftOn, _from, _to;
    // The last day that is being entered beside each posting.
    private readonly Dictionary<int, DateOnly?> _lastDays = [];
    private PostRole _role;
    private PostKind _kind;
    private ShowPerson.Post? _wrong;
    private string _rightWindowId = "";
    private bool _takingBack;
    private PostRole _rightRole;
    private PostKind _rightKind;
    private DateOnly? _rightFrom;
    private string? _done;
    private List<SelectedItem> _windows = [];

    /// <summary>Whom; null: somebody new.</summary>
    [Parameter]
    public int? Id { get; set; }

    [Inject]
    private ShowPerson Show { get; set; } = null!;

    [Inject]
    private EditPerson Edit { get; set; } = null!;

    [Inject]
    private MovePerson Mover { get; set; } = null!;

    [Inject]
    private CorrectPosting Corrector { get; set; } = null!;

    [Inject]
    private EditPlaces Places { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private bool MayEdit => User.May(Right.EditPeople);

    private DateOnly Today => Clock.Today();

    private protected override async Task Open()
    {
        if (Id is not { } id || !Take(await Show.Run(Actor, id, Left), out var person))
            return;
        _person = person;
        (_number, _name, _leftOn, _from) = (person.Number, person.Name, person.LeftOn, Today);
        if (MayEdit && _windows.Count == 0 && Take(await Places.List(Actor, Left), out var places))
            _windows = [new SelectedItem("", "选择窗口"), .. places.Windows.Select(window => new SelectedItem(window.Id.ToString(CultureInfo.InvariantCulture), $"{window.Code} {window.Name}（{window.Unit!.Name}）"))];
    }

    private async Task Save()
    {
        _done = null;
        var answer = await Edit.Run(Actor, new(_person?.Id, _number, _name, _leftOn, _person?.Version ?? 0), Left);
        if (Take(answer, out var id) && _person is null)
            Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"/desk/people/{id}"));
        else
            await Finish("已保存。");
    }

    private async Task Move()
    {
        _done = null;
        if (WindowOf(_windowId) is not { } windowId)
            return;
        Take(await Mover.Run(Actor, new(_person!.Id, windowId, _role, _kind, _from, _to), Left), out _);
        await Finish("已调动。");
    }

    private DateOnly? LastDayOf(ShowPerson.Post post) => _lastDays.GetValueOrDefault(post.Id, Today);

    private async Task End(ShowPerson.Post post)
    {
        var lastDay = LastDayOf(post);
        if (Take(await Mover.End(Actor, post.Id, lastDay, post.Version, Left), out _))
            _lastDays.Remove(post.Id);
        await Finish($"任职到 {lastDay:yyyy-MM-dd} 结束。");
    }

    private void Correct(ShowPerson.Post post) =>
        (_wrong, _rightWindowId, _rightRole, _rightKind, _rightFrom, _takingBack) =
            (post, post.WindowId.ToString(CultureInfo.InvariantCulture), post.Role, post.Kind, post.From, false);

    private async Task SaveCorrection()
    {
        if (WindowOf(_rightWindowId) is not { } windowId)
            return;
        if (Take(await Corrector.Run(Actor, new(_wrong!.Id, windowId, _rightRole, _rightKind, _rightFrom, _wrong.Version), Left), out _))
            _wrong = null;
        await Finish("已更正。");
    }

    // The first choice of the list is none.
    private int? WindowOf(string chosen)
    {
        if (int.TryParse(chosen, CultureInfo.InvariantCulture, out var id))
            return id;
        Refusal = new Refusal("请先选择窗口。");
        return null;
    }

    private async Task TakeBack()
    {
        if (Take(await Corrector.TakeBack(Actor, _wrong!.Id, _wrong.Version, Left), out _))
            _wrong = null;
        await Finish("已撤销这段任职。");
    }

    // What somebody else changed meanwhile is shown together with the refusal that says so.
    private async Task Finish(string done)
    {
        var refusal = Refusal;
        if (refusal is null or { Kind: RefusalKind.Conflict })
            await Open();
        if (refusal is { Kind: RefusalKind.Conflict })
            _wrong = null;
        Refusal = refusal;
        _done = refusal is null ? done : null;
    }
}
