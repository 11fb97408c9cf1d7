using Microsoft.AspNetCore.Components;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>Asks for a range of days and a reason, and shows how far their recomputing is.</summary>
public sealed partial class RecomputeForm
{
    private DateOnly? _first, _last;
    private string _reason = "";
    private Guid _form = Guid.NewGuid();
    private int? _work;

    [Inject]
    private StartWork Start { get; set; } = null!;

    [Inject]
    private ListWork Works { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override async Task Open()
    {
        _first = _last = Clock.Today().AddDays(-1);
        if (Take(await Works.Open(Actor, RecomputeRange.Kind, Left), out var open))
            _work = open;
    }

    private async Task Send()
    {
        Busy = true;
        var asked = new RecomputeRange.Asked(_first, _last, _reason);
        if (Take(await Start.Run(Actor, new(RecomputeRange.Kind, asked, _form), Left), out var work))
            _work = work;
        Busy = false;
    }

    // What is sent after this one has ended is another work.
    private void Ended() => (_form, _reason) = (Guid.NewGuid(), "");
}
