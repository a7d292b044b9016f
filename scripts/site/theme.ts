/** Typedoc's theme with another navigation: guides by group, then every module in sight. Typedoc takes themes as classes. */
import {
  DefaultTheme,
  type DocumentReflection,
  KindRouter,
  type Models,
  ReflectionKind,
  type RouterTarget,
} from 'typedoc'

type Element = ReturnType<DefaultTheme['buildNavigation']>[number]

const isModule = ({ kind }: Element): boolean => kind === ReflectionKind.Module

/** Opens and closes only: a control that is also a link would be two in one. */
const withOverview = (module: Element): Element => {
  const { children, path, kind, text } = module
  if (children === undefined || path === undefined || kind === undefined) return module
  return { text, children: [{ text: 'Overview', path, kind }, ...children] }
}

/** What typedoc groups as other than guides stands by itself. */
export const navigationOf = (
  elements: readonly Element[],
  isGuideGroup: (title: string) => boolean,
): Element[] => {
  const others = elements.flatMap((each) => (isGuideGroup(each.text) ? [] : (each.children ?? [each])))
  return [
    ...others.filter((each) => !isModule(each)),
    ...elements.filter(({ text }) => isGuideGroup(text)),
    ...others.filter(isModule).map(withOverview),
  ]
}

export const themeOf = (isGuideGroup: (title: string) => boolean): typeof DefaultTheme =>
  class extends DefaultTheme {
    override buildNavigation(project: Models.ProjectReflection): Element[] {
      return navigationOf(super.buildNavigation(project), isGuideGroup)
    }
  }

/** Sections of guides have addresses for the search, and no pages. */
export const routerOf = (sections: ReadonlyMap<DocumentReflection, string>): typeof KindRouter =>
  class extends KindRouter {
    override getFullUrl(target: RouterTarget): string {
      return sections.get(target as DocumentReflection) ?? super.getFullUrl(target) // others are not in the map
    }
  }
