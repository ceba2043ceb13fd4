"""Stands in for infracost, which none of the registries that the tests install from carries: the command line, JSON and exit codes of `infracost breakdown` over a
terraform plan in JSON, as its documentation and schema have them. Its prices are a few of its own. What it was asked is kept in asked.json, in its own folder."""
import argparse, decimal, json, os, pathlib, sys

HERE = pathlib.Path(sys.argv[0]).parent
D = decimal.Decimal
# By type: lines of (name, unit, monthly quantity, price by region), quantity None for what is paid by use. An empty list is free of charge.
PRICES = {
    "aws_nat_gateway": [("NAT gateway", "hours", D(730), {"eu-west-1": D("0.048"), "us-east-1": D("0.045")}), ("Data processed", "GB", None, {"eu-west-1": D("0.048")})],
    "aws_eip": [("IP address", "hours", D(730), {"eu-west-1": D("0.005"), "us-east-1": D("0.005")})],
    "aws_instance": [("Instance usage", "hours", D(730), {"eu-west-1": lambda v: {"t3.micro": D("0.0114"), "t3.large": D("0.0912")}.get(v["instance_type"], D(0))})],
    "aws_vpc": [],
}


def module(tree):
    yield from tree.get("resources", [])
    for child in tree.get("child_modules", []):
        yield from module(child)


def text(number):
    return None if number is None else str(number)


def total(costs):
    known = [c for c in costs if c is not None]
    return sum(known, D(0)) if known else None


def resource(planned, region):
    lines = []
    for name, unit, quantity, prices in PRICES[planned["type"]]:
        price = prices.get(region, D(0))
        price = price(planned["values"]) if callable(price) else price
        cost = None if quantity is None else quantity * price
        lines.append({"name": name, "unit": unit, "hourlyQuantity": text(quantity and quantity / 730), "monthlyQuantity": text(quantity), "price": text(price),
                      "hourlyCost": text(cost and cost / 730), "monthlyCost": text(cost), "usageBased": quantity is None, "priceNotFound": price == 0})
    parts = []
    if planned["type"] == "aws_instance":
        cost = D(8) * D("0.11")
        parts = [{"name": "root_block_device", "metadata": {}, "hourlyCost": text(cost / 730), "monthlyCost": text(cost), "costComponents": [
            {"name": "Storage (general purpose SSD, gp2)", "unit": "GB", "hourlyQuantity": text(D(8) / 730), "monthlyQuantity": "8", "price": "0.11", "hourlyCost": text(cost / 730), "monthlyCost": text(cost), "priceNotFound": False}]}]
    cost = total([D(l["monthlyCost"]) for l in lines + parts if l["monthlyCost"] is not None])
    return {"name": planned["address"], "resourceType": planned["type"], "tags": {}, "metadata": {}, "hourlyCost": text(cost and cost / 730), "monthlyCost": text(cost), "costComponents": lines, "subresources": parts}


def breakdown(tree, region):
    priced = [resource(r, region) for r in module(tree) if r.get("mode") == "managed" and PRICES.get(r["type"])]
    cost = total([D(r["monthlyCost"]) for r in priced if r["monthlyCost"] is not None])
    return {"resources": priced, "totalHourlyCost": text(cost and cost / 730), "totalMonthlyCost": text(cost if priced else D(0))}


def counts(tree, wanted):
    found = {}
    for r in module(tree):
        if wanted(r["type"]):
            found[r["type"]] = found.get(r["type"], 0) + 1
    return found


def main():
    if sys.argv[1] != "breakdown":
        sys.exit(f"Error: unknown command \"{sys.argv[1]}\" for \"infracost\"")
    options = argparse.ArgumentParser()
    options.add_argument("--path", required=True)
    options.add_argument("--format", choices=["json"], required=True)
    options.add_argument("--no-color", action="store_true")
    given = options.parse_args(sys.argv[2:])
    plan = json.load(open(given.path))
    (HERE / "asked.json").write_text(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ), "plan": plan}))
    if not os.environ.get("INFRACOST_API_KEY", "").startswith("ico-"):
        print(f"Error: Invalid API key: {os.environ.get('INFRACOST_API_KEY')}", file=sys.stderr)
        return 1
    # Without a region of the provider's, the tool takes this for granted.
    region = plan.get("configuration", {}).get("provider_config", {}).get("aws", {}).get("expressions", {}).get("region", {}).get("constant_value", "us-east-1")
    tree = plan["planned_values"]["root_module"]
    now, past = breakdown(tree, region), breakdown(plan.get("prior_state", {}).get("values", {}).get("root_module", {}), region)
    supported = lambda t: t in PRICES and PRICES[t]
    summary = {"totalDetectedResources": len(list(module(tree))), "totalSupportedResources": sum(counts(tree, supported).values()),
               "totalUnsupportedResources": sum(counts(tree, lambda t: t not in PRICES).values()), "totalNoPriceResources": sum(counts(tree, lambda t: PRICES.get(t) == []).values()),
               "unsupportedResourceCounts": counts(tree, lambda t: t not in PRICES), "noPriceResourceCounts": counts(tree, lambda t: PRICES.get(t) == [])}
    difference = text(D(now["totalMonthlyCost"] or 0) - D(past["totalMonthlyCost"] or 0))
    print(json.dumps({
        "version": "0.2", "metadata": {"infracostCommand": "breakdown"}, "currency": os.environ.get("INFRACOST_CURRENCY", "USD"),
        "projects": [{"name": "plan.json", "metadata": {"path": given.path, "type": "terraform_plan_json"}, "pastBreakdown": past, "breakdown": now, "diff": {"resources": [], "totalMonthlyCost": difference}, "summary": summary}],
        "totalMonthlyCost": now["totalMonthlyCost"], "pastTotalMonthlyCost": past["totalMonthlyCost"], "diffTotalMonthlyCost": difference, "timeGenerated": "2026-03-01T10:00:00.123456789Z", "summary": summary}))
    return 0


sys.exit(main())
