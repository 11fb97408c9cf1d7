using ServiceHall.Web.Store;

namespace ServiceHall.Web.Hosting;

/// <summary>A number of the hall that is read, not counted. Each chapter registers its own.</summary>
/// <param name="name">As it is exported: <c>servicehall.close.lag</c>.</param>
/// <param name="unit">Such as <c>s</c> or <c>{screen}</c>.</param>
internal abstract class HallGauge(string name, string unit, string description)
{
    public string Name => name;

    public string Unit => unit;

    public string Description => description;

    /// <summary>Reads it in a query or two.</summary>
    public abstract Task<double> Read(HallDb db, CancellationToken cancel);
}
