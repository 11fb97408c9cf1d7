using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.SetAside;

/// <summary>What jobs could not do, with a press that lets one be tried again soon.</summary>
public sealed partial class SetAsidePage
{
    private ListSetAside.Found? _found;
    private string? _done;

    [Inject]
    private ListSetAside List { get; set; } = null!;

    [Inject]
    private TryAgain Try { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override Dictionary<string, object?> Filter => [];

    private protected override void ReadFilter() => _done = null;

    private protected override async Task<int> Load(int page)
    {
        if (Take(await List.Run(Actor, page, Left), out var found))
            _found = found;
        return _found?.Page ?? page;
    }

    private async Task Again(SetAsideItem item)
    {
        var answer = await Try.Run(Actor, item.Id, Left);
        _done = answer.Refusal is null ? $"“{item.What}”会在所属任务下次运行时再试，时间见“定时任务”。" : null;
        await Load(Page);
        Refusal = answer.Refusal;
    }

    private string Time(DateTimeOffset instant) => Clock.Civil(instant).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
