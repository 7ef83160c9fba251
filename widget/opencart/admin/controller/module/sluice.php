<?php
namespace Opencart\Admin\Controller\Extension\Sluice\Module;
/**
 * The chat's settings, for each store of the shop.
 */
class Sluice extends \Opencart\System\Engine\Controller {
	private const ROUTE = 'extension/sluice/module/sluice';
	private const CODE = 'module_sluice';
	private const EVENT = 'sluice_footer';

	/** The kinds of pages; the catalog's model 'tag' tells which page is which. */
	private const PAGES = ['home', 'product', 'category', 'information', 'account', 'checkout', 'other'];

	/** RFC 7518, section 3.2: a key as long as the hash. */
	private const SECRET_BYTES = 32;

	public function index(): void {
		$data = $this->load->language(self::ROUTE);
		$this->document->setTitle($this->language->get('heading_title'));

		$store_id = (int)($this->request->get['store_id'] ?? 0);
		$token = 'user_token=' . $this->session->data['user_token'];

		$this->load->model('setting/setting');
		$this->load->model('localisation/language');

		$data['languages'] = $this->model_localisation_language->getLanguages();
		$data['stores'] = $this->stores($token);
		$data['store_id'] = $store_id;
		$data['pages'] = self::PAGES;
		$data['save'] = $this->url->link(self::ROUTE . '.save', $token . '&store_id=' . $store_id);
		$data['back'] = $this->url->link('marketplace/extension', $token . '&type=module');
		$data['breadcrumbs'] = [
			['text' => $this->language->get('text_home'), 'href' => $this->url->link('common/dashboard', $token)],
			['text' => $this->language->get('text_extension'), 'href' => $data['back']],
			['text' => $this->language->get('heading_title'), 'href' => $this->url->link(self::ROUTE, $token)]
		];

		$settings = $this->model_setting_setting->getSetting(self::CODE, $store_id);
		$data += $this->form($settings);
		$data['exports'] = $this->exports($data['stores'][$store_id]['url'] ?? '', (string)($settings[self::CODE . '_export_key'] ?? ''), $data['languages']);

		$data['header'] = $this->load->controller('common/header');
		$data['column_left'] = $this->load->controller('common/column_left');
		$data['footer'] = $this->load->controller('common/footer');

		$this->response->setOutput($this->load->view(self::ROUTE, $data));
	}

	/** Checks and saves the settings of one store; answers in JSON, as the admin's forms expect. */
	public function save(): void {
		$this->load->language(self::ROUTE);
		$this->load->model('setting/setting');

		$store_id = (int)($this->request->get['store_id'] ?? 0);
		$before = $this->model_setting_setting->getSetting(self::CODE, $store_id);
		$settings = $this->settings($this->request->post, $before);
		$json = [];

		if (!$this->user->hasPermission('modify', self::ROUTE)) {
			$json['error'] = ['warning' => $this->language->get('error_permission')];
		} elseif ($wrong = $this->wrong($settings)) {
			$json['error'] = ['warning' => $this->language->get('error_warning')];

			foreach ($wrong as $field) {
				$json['error'][$field] = $this->language->get('error_' . $field);
			}
		} else {
			$this->model_setting_setting->editSetting(self::CODE, $settings, $store_id);

			$json['success'] = $this->language->get('text_success');
		}

		$this->response->addHeader('Content-Type: application/json');
		$this->response->setOutput((string)json_encode($json));
	}

	/** Called by the page of extensions: no file of the shop is touched. */
	public function install(): void {
		$this->load->model('setting/event');

		$this->model_setting_event->deleteEventByCode(self::EVENT);
		$this->model_setting_event->addEvent([
			'code'        => self::EVENT,
			'description' => 'Sluice: puts the chat before the end of each page',
			'trigger'     => 'catalog/view/common/footer/after',
			'action'      => self::ROUTE . '.footer',
			'status'      => 1,
			'sort_order'  => 0
		]);
	}

	/** Called by the page of extensions: no secret stays behind, in no store. */
	public function uninstall(): void {
		$this->load->model('setting/event');
		$this->load->model('setting/setting');

		$this->model_setting_event->deleteEventByCode(self::EVENT);

		foreach (array_keys($this->stores('')) as $store_id) {
			$this->model_setting_setting->deleteSetting(self::CODE, $store_id);
		}
	}

	/**
	 * What is stored, made of what was posted, which the shop's request class has written as HTML.
	 *
	 * @param array<string, mixed> $post
	 * @param array<string, mixed> $before
	 *
	 * @return array<string, mixed>
	 */
	private function settings(array $post, array $before): array {
		$text = static fn (string $name): string => trim(html_entity_decode((string)($post[self::CODE . '_' . $name] ?? ''), ENT_QUOTES, 'UTF-8'));
		$kept = static fn (string $name): string => (string)($before[self::CODE . '_' . $name] ?? '');
		$secret = empty($post['remove_secret']) ? ($text('secret') ?: $kept('secret')) : '';
		$export_key = empty($post['new_export_key']) ? $kept('export_key') : '';

		$settings = [
			'status'      => (int)(bool)$text('status'),
			'url'         => $text('url'),
			'key'         => $text('key'),
			'secret'      => $secret,
			'export_key'  => $export_key ?: bin2hex(random_bytes(24)),
			'accent'      => $text('accent'),
			'on_accent'   => $text('on_accent'),
			'position'    => $text('position') === 'start' ? 'start' : 'end',
			'theme'       => in_array($text('theme'), ['light', 'dark'], true) ? $text('theme') : '',
			'pages'       => array_values(array_intersect(self::PAGES, (array)($post[self::CODE . '_pages'] ?? []))),
			'languages'   => array_values(array_filter((array)($post[self::CODE . '_languages'] ?? []), 'is_string')),
			'greeting'    => array_filter((array)($post[self::CODE . '_greeting'] ?? []), 'is_string'),
			'suggestions' => array_filter((array)($post[self::CODE . '_suggestions'] ?? []), 'is_string')
		];

		return array_combine(array_map(static fn (string $name): string => self::CODE . '_' . $name, array_keys($settings)), $settings);
	}

	/**
	 * @param array<string, mixed> $settings
	 *
	 * @return array<int, string> the fields that are wrong
	 */
	private function wrong(array $settings): array {
		$value = static fn (string $name) => $settings[self::CODE . '_' . $name];
		$colour = static fn (string $text): bool => $text === '' || preg_match('/^#[0-9a-f]{6}$/iD', $text) === 1;

		$checks = [
			'url'       => preg_match('~^wss?://[^\s/?#]+[^\s?#]*$~D', $value('url')) === 1 || (!$value('status') && $value('url') === ''),
			'key'       => !$value('status') || $value('key') !== '' || $value('secret') !== '',
			'secret'    => $value('secret') === '' || strlen($value('secret')) >= self::SECRET_BYTES,
			'accent'    => $colour($value('accent')),
			'on_accent' => $colour($value('on_accent'))
		];

		return array_keys(array_filter($checks, static fn (bool $right): bool => !$right));
	}

	/**
	 * What the form shows. A signing secret is never shown again, not here either.
	 *
	 * @param array<string, mixed> $settings
	 *
	 * @return array<string, mixed>
	 */
	private function form(array $settings): array {
		$shown = ['has_secret' => ($settings[self::CODE . '_secret'] ?? '') !== ''];

		foreach (['status', 'url', 'key', 'accent', 'on_accent', 'position', 'theme'] as $name) {
			$shown[$name] = htmlspecialchars((string)($settings[self::CODE . '_' . $name] ?? ''), ENT_QUOTES, 'UTF-8');
		}

		foreach (['pages', 'languages', 'greeting', 'suggestions'] as $name) {
			$shown['chosen_' . $name] = (array)($settings[self::CODE . '_' . $name] ?? []);
		}

		return $shown;
	}

	/** @return array<int, array{name: string, url: string, href: string}> by the store's id */
	private function stores(string $token): array {
		$this->load->model('setting/store');

		$stores = [['name' => (string)$this->config->get('config_name'), 'url' => HTTP_CATALOG, 'href' => $this->url->link(self::ROUTE, $token)]];

		foreach ($this->model_setting_store->getStores() as $store) {
			$stores[(int)$store['store_id']] = [
				'name' => $store['name'],
				'url'  => $store['url'],
				'href' => $this->url->link(self::ROUTE, $token . '&store_id=' . (int)$store['store_id'])
			];
		}

		return $stores;
	}

	/**
	 * The addresses of the catalogue, one for each language.
	 *
	 * @param array<string, array<string, mixed>> $languages
	 *
	 * @return array<int, array{name: string, url: string}>
	 */
	private function exports(string $store_url, string $key, array $languages): array {
		$exports = [];

		foreach ($key === '' ? [] : $languages as $language) {
			$exports[] = [
				'name' => $language['name'],
				'url'  => htmlspecialchars(rtrim($store_url, '/') . '/index.php?route=' . self::ROUTE . '.export&language=' . $language['code'] . '&key=' . $key, ENT_QUOTES, 'UTF-8')
			];
		}

		return $exports;
	}
}
