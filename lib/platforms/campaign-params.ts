/** A page's parameter, `name=value`, that names a campaign or a click and nothing of the page: platforms and Google's linker put it there. */
export const CAMPAIGN_PARAM = /^(?:utm_\w*|\w*clid|[gw]braid|gad_\w+|ScCid|li_fat_id|epik|_gl)=/i;
