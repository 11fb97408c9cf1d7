using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages.Channels;

/// <summary>Where messages also go, and which of them do not get there.</summary>
public sealed partial class ChannelsPage
{
    private ListChannels.Found _found = new([], [], 0, 1);
    private Form? _form;
    private int? _leaving;
    private bool _isLoaded;
    private bool _isTesting;
    private string? _done;

    [Inject]
    private ListChannels List { get; set; } = null!;

    [Inject]
    private EditChannels Channels { get; set; } = null!;

    [Inject]
    private RetryDeliveries Again { get; set; } = null!;

    [Inject]
    private TestChannel Trial { get; set; } = null!;

    [Inject]
    private IEnumerable<IChannelType> Types { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override Task Open() => Load(1);

    private protected override Task ReadAnew() => Read();

    private Task Read() => Load(_found.Page);

    // What was refused before stays on the page.
    private async Task Load(int page)
    {
        var listed = await List.Run(Actor, page, Left);
        _isLoaded = true;
        if (listed.Refusal is null)
            _found = listed.Value;
        else
            Refusal = listed.Refusal;
    }

    private void Add() => (_done, Refusal, _form) = (null, null, new Form { Type = Types.First().Code, IsOn = true, Kinds = [.. Enum.GetValues<MessageKind>()] });

    private void Edit(ListChannels.Row row) => (_done, Refusal, _form) = (null, null, new Form
    {
        Id = row.Id, Type = row.Type, Name = row.Name, Address = row.Address, Kinds = [.. row.Kinds], IsOn = row.IsOn, Version = row.Version,
    });

    private void NewSecret() => (_form!.Secret, _form.ShowsSecret) = (ChannelSecret.New(), true);

    private async Task Save()
    {
        var form = _form!;
        _done = null;
        if (Take(await Channels.Save(Actor, new(form.Id, form.Type, form.Name, form.Address, form.Secret, form.Kinds, form.IsOn, form.Version), Left), out _))
            (_form, _done) = (null, $"“{form.Name.Trim()}”已保存。");
        else if (Refusal!.Kind == RefusalKind.Conflict)
            _form = null;
        await Read();
    }

    private async Task Remove(ListChannels.Row row)
    {
        (_leaving, _done) = (null, null);
        if (Take(await Channels.Remove(Actor, row.Id, Left), out _))
            _done = $"“{row.Name}”已删除。";
        await Read();
    }

    private async Task Test(ListChannels.Row row)
    {
        (_isTesting, _done) = (true, null);
        try
        {
            if (Take(await Trial.Run(Actor, row.Id, Left), out _))
                _done = $"测试消息已送到“{row.Name}”，对方接收成功。";
        }
        finally
        {
            _isTesting = false;
        }
    }

    private async Task Retry(long? id)
    {
        _done = null;
        if (Take(await Again.Run(Actor, id, Left), out var count))
            _done = $"{count} 条将立即重试，请稍后刷新查看结果。";
        await Read();
    }

    private string Time(DateTimeOffset instant) => Clock.Civil(instant).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    private sealed class Form
    {
        public int Id { get; init; }
        public required string Type { get; set; }
        public string Name { get; set; } = "";
        public string Address { get; set; } = "";
        public string Secret { get; set; } = "";
        public bool ShowsSecret { get; set; }
        public required HashSet<MessageKind> Kinds { get; init; }
        public bool IsOn { get; set; }
        public uint Version { get; init; }

        public void Choose(MessageKind kind, bool chosen)
        {
            if (chosen)
                Kinds.Add(kind);
            else
                Kinds.Remove(kind);
        }
    }
}
