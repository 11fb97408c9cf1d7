using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.LongWork;

/// <summary>A form on the page of works that starts one. Each chapter registers its own, where no page of it is the better place.</summary>
/// <param name="Order">Forms are shown by it.</param>
/// <param name="Right">What one needs to see it.</param>
/// <param name="Component">The form; it has a parameter <c>OnStarted</c>, which it tells the work's id.</param>
internal sealed record WorkForm(int Order, Right Right, Type Component);
